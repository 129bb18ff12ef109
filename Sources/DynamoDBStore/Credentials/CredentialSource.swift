/// One of the places where credentials may be.
public protocol CredentialSource: Sendable {
    /// Returns the credentials; `nil` where this place is not in use.
    ///
    /// - Throws: ``CredentialError`` when it is in use and gives none.
    func credentials() async throws(CredentialError) -> AWSCredentials?
}

/// Why there are no credentials.
public struct CredentialError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place, what is wrong there, and what helps.
    public let description: String

    /// Creates an error.
    public init(_ description: String) {
        self.description = description
    }
}

/// Credentials that are known from the start.
public struct FixedCredentials: CredentialSource {
    private let known: AWSCredentials

    /// Creates a source.
    public init(credentials: AWSCredentials) {
        known = credentials
    }

    /// Returns the credentials.
    public func credentials() async throws(CredentialError) -> AWSCredentials? { known }
}
