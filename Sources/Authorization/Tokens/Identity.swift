public import JSON

/// The sender of a request, from a checked token.
public struct Identity: Sendable, Hashable {
    /// The token's `sub`; compared by bytes.
    public var subject: ExactString
    /// The roles, from the places that the contract names.
    public var roles: Set<ExactString>

    /// Creates an identity.
    init(subject: String, roles: some Sequence<String>) {
        self.subject = ExactString(subject)
        self.roles = Set(roles.map { ExactString($0) })
    }

    /// Returns whether it has a role.
    public func has(role: String) -> Bool {
        roles.contains(ExactString(role))
    }
}
