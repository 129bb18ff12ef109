/// A key that signs requests to AWS, for a while or for ever.
public struct AWSCredentials: Sendable, Hashable {
    /// The id of the key.
    public var accessKeyID: String
    /// The secret part of the key.
    public var secretAccessKey: String
    /// The token that belongs to a temporary key.
    public var sessionToken: String?
    /// The time at which a temporary key ends, in seconds since 1970; `nil` for a lasting key.
    public var expiration: Int?

    /// Creates credentials.
    public init(
        accessKeyID: String,
        secretAccessKey: String,
        sessionToken: String? = nil,
        expiration: Int? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

extension AWSCredentials: CustomStringConvertible {
    /// The key's id, without its secret: this may be in a log.
    public var description: String { "credentials \(accessKeyID)" }
}
