import Foundation

/// The current credentials: those of the first place that has some, replaced before they end.
public actor Credentials {
    /// How long before its end a key is replaced, in seconds.
    private static let margin = 300

    private let sources: [any CredentialSource]
    private let seconds: @Sendable () -> Int
    private var known: AWSCredentials?
    private var search: Task<Result<AWSCredentials, CredentialError>, Never>?

    /// Creates a chain.
    ///
    /// - Parameters:
    ///   - sources: The places, in the order in which they are asked.
    ///   - seconds: The time since 1970, in seconds.
    public init(
        _ sources: [any CredentialSource],
        seconds: @escaping @Sendable () -> Int = Credentials.systemTime
    ) {
        self.sources = sources
        self.seconds = seconds
    }

    /// Returns the system's time in seconds since 1970.
    public static func systemTime() -> Int { Int(Date().timeIntervalSince1970) }

    /// Creates lasting credentials.
    public init(_ credentials: AWSCredentials) {
        self.init([FixedCredentials(credentials: credentials)])
    }

    /// Returns the credentials; several tasks that need new ones wait for one search.
    ///
    /// A key that cannot be replaced is used to its end.
    /// - Throws: ``CredentialError`` when no place has some.
    public func current() async throws(CredentialError) -> AWSCredentials {
        if let known, remainingSeconds(of: known) > Self.margin { return known }
        let task =
            search
            ?? Task { [sources] in
                do throws(CredentialError) {
                    return .success(try await Self.find(in: sources))
                } catch {
                    return .failure(error)
                }
            }
        search = task
        let result = await task.value
        search = nil
        switch result {
        case .success(let found):
            known = found
            return found
        case .failure(let error):
            if let known, remainingSeconds(of: known) > 0 { return known }
            throw error
        }
    }

    /// Forgets a key that AWS does not take any more.
    func forget() {
        known = nil
    }

    private func remainingSeconds(of credentials: AWSCredentials) -> Int {
        credentials.expiration.map { $0 - seconds() } ?? .max
    }

    private static func find(
        in sources: [any CredentialSource]
    ) async throws(CredentialError) -> AWSCredentials {
        for source in sources {
            if let found = try await source.credentials() { return found }
        }
        throw CredentialError(
            "there are no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile of "
                + "~/.aws/credentials with AWS_PROFILE"
        )
    }
}
