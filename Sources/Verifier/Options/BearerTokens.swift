/// The tokens of a run, for endpoints with authorization enabled.
public struct BearerTokens: Sendable {
    /// Creates a token for a subject, optionally with a role, with a validity in seconds; a negative one is expired.
    public typealias Maker =
        @Sendable (_ subject: String, _ role: String?, _ seconds: Double) async -> String?

    /// The validity of the tokens of requests, in seconds, unless a check needs another one: longer than a run takes.
    public static let validity = 3_600.0

    /// A user's token.
    public var user: String?
    /// Another user's token.
    public var other: String?
    /// A token with the role that the contract's actions require.
    public var privileged: String?
    /// Creates any token; when set, the others are not needed.
    public var make: Maker?

    /// Creates the tokens of a run.
    public init(user: String? = nil, other: String? = nil, privileged: String? = nil, make: Maker? = nil) {
        self.user = user
        self.other = other
        self.privileged = privileged
        self.make = make
    }

    /// The tokens that were given.
    var given: [String] { [user, other, privileged].compactMap(\.self) }
}
