/// The tokens with which a run signs in, where the endpoint has authorization switched on.
public struct BearerTokens: Sendable {
    /// Makes a token of a subject, perhaps with a role, valid for some seconds; what is below zero is over already.
    public typealias Maker =
        @Sendable (_ subject: String, _ role: String?, _ seconds: Double) async -> String?

    /// A user's token.
    public var user: String?
    /// Another user's token.
    public var other: String?
    /// The token of somebody with the role that the contract's actions ask for.
    public var admin: String?
    /// Makes any token; then the others are not needed.
    public var make: Maker?

    /// Gives tokens, or a way to make them.
    public init(user: String? = nil, other: String? = nil, admin: String? = nil, make: Maker? = nil) {
        self.user = user
        self.other = other
        self.admin = admin
        self.make = make
    }

    /// The tokens that are given.
    var given: [String] { [user, other, admin].compactMap(\.self) }
}
