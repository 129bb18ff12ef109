public import JSON

/// What an action asks of a bearer token, where the service's authorization is switched on.
///
/// Every requirement that is there has to be met.
public struct ActionAuthorization: Sendable, Hashable {
    /// Whether anyone may use the action, without a token.
    public var isPublic: Bool
    /// The argument that must be the token's subject.
    public var subject: String?
    /// The role that the token must have.
    public var role: String?
    /// The record that must belong to the token's subject.
    public var owner: RecordOwner?
    /// Where it is written.
    public var location: SourceLocation

    /// Makes requirements; without any, every valid token will do.
    public init(
        isPublic: Bool = false,
        subject: String? = nil,
        role: String? = nil,
        owner: RecordOwner? = nil,
        location: SourceLocation
    ) {
        self.isPublic = isPublic
        self.subject = subject
        self.role = role
        self.owner = owner
        self.location = location
    }

    /// The role that serves the action for every record: the one that it asks for, or that makes up for ownership.
    public var privilegedRole: String? { role ?? owner?.role }
}

/// Whose a record is that a request names by its id only.
///
/// A record that is not there belongs to nobody: the action then answers that it is unknown.
public struct RecordOwner: Sendable, Hashable {
    /// The table that holds the record, by its partition key.
    public var table: String
    /// The argument that is the record's key.
    public var argument: String
    /// The record's attribute that must be the token's subject.
    public var attribute: String
    /// The role that may use every record; `nil` where none may.
    public var role: String?

    /// Makes an ownership.
    public init(table: String, argument: String, attribute: String, role: String? = nil) {
        self.table = table
        self.argument = argument
        self.attribute = attribute
        self.role = role
    }
}

/// How tokens of the service say who somebody is.
public struct TokenClaims: Sendable, Hashable {
    /// What `aud` must hold; `nil` where it is not looked at.
    public var audience: String?
    /// The places of the roles in a token's payload: a token has each role that stands at one of them.
    public var roles: [JSONPointer]

    /// Makes a description; the defaults are those of a Supabase project.
    ///
    /// Supabase's own `role` names the database's role, `authenticated` for every user, and the role in the application
    /// stands in `app_metadata`, which only the service's own side can write. `user_metadata`, which users write
    /// themselves, must never be a place of roles.
    ///
    /// Source: Supabase, "JWT Claims Reference".
    public init(
        audience: String? = "authenticated",
        roles: [JSONPointer] = [
            JSONPointer(tokens: ["app_metadata", "role"]), JSONPointer(tokens: ["role"]),
        ]
    ) {
        self.audience = audience
        self.roles = roles
    }
}
