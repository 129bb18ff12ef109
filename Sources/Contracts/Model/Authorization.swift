public import JSON

/// The requirements of an action on its sender, whom a bearer token or an API key names.
///
/// All requirements have to be met.
public struct ActionAuthorization: Sendable, Hashable {
    /// Whether the action is public: no token and no key is needed.
    public var isPublic: Bool
    /// The argument that must be the sender.
    public var subject: String?
    /// The role that the sender must have.
    public var role: String?
    /// The record that must be owned by the sender.
    public var owner: RecordOwner?
    /// The arguments that the service takes from the token and not from the request, with the places of their claims.
    public var claims: [String: JSONPointer]
    /// The place in a token's payload that says who the sender is: the service's, see ``TokenClaims/subject``.
    public var userClaim: JSONPointer
    /// The location of the requirements.
    public var location: SourceLocation

    /// Creates requirements; without any, every valid token or key is accepted.
    public init(
        isPublic: Bool = false,
        subject: String? = nil,
        role: String? = nil,
        owner: RecordOwner? = nil,
        claims: [String: JSONPointer] = [:],
        userClaim: JSONPointer = TokenClaims.standardSubject,
        location: SourceLocation
    ) {
        self.isPublic = isPublic
        self.subject = subject
        self.role = role
        self.owner = owner
        self.claims = claims
        self.userClaim = userClaim
        self.location = location
    }

    /// The role that may use the action for every record: the required one, or the one that overrides ownership.
    public var privilegedRole: String? { role ?? owner?.role }
}

extension Action {
    /// The names of the arguments that the service takes from the sender's token and not from the request, sorted.
    public var claimNames: [String] { (authorization?.claims ?? [:]).keys.sorted() }

    /// The names of those that are the sender itself, sorted.
    public var userArguments: [String] {
        guard let authorization, !authorization.claims.isEmpty else { return [] }
        return authorization.claims.filter { $0.value == authorization.userClaim }.keys.sorted()
    }
}

/// The ownership of a record that a request names by its id only.
///
/// A record that does not exist has no owner: the action then answers that it is unknown.
public struct RecordOwner: Sendable, Hashable {
    /// The table that holds the record, by its partition key.
    public var table: String
    /// The argument that is the record's key.
    public var argument: String
    /// The record's attribute that must be the sender.
    public var attribute: String
    /// The role that may use every record; `nil` where there is none.
    public var role: String?

    /// Creates an ownership.
    public init(table: String, argument: String, attribute: String, role: String? = nil) {
        self.table = table
        self.argument = argument
        self.attribute = attribute
        self.role = role
    }
}

/// The meaning of the claims in the service's tokens.
public struct TokenClaims: Sendable, Hashable {
    /// The required `aud` value; `nil` to ignore `aud`.
    public var audience: String?
    /// The places of the roles in a token's payload: a token has the roles found at any of them.
    public var roles: [JSONPointer]
    /// The place in a token's payload that says who somebody is.
    public var subject: JSONPointer

    /// The place of the subject where a service names no other (RFC 7519, section 4.1.2).
    public static let standardSubject = JSONPointer(tokens: ["sub"])

    /// Creates a description; the defaults are those of a Supabase project.
    ///
    /// Supabase's own `role` names the database's role, `authenticated` for every user, and the role in the application
    /// is in `app_metadata`, which only the service's own side can write. `user_metadata`, which users write
    /// themselves, must never be a place of roles.
    ///
    /// Source: Supabase, "JWT Claims Reference".
    public init(
        audience: String? = "authenticated",
        roles: [JSONPointer] = [
            JSONPointer(tokens: ["app_metadata", "role"]), JSONPointer(tokens: ["role"]),
        ],
        subject: JSONPointer = Self.standardSubject
    ) {
        self.audience = audience
        self.roles = roles
        self.subject = subject
    }
}
