public import JSON

/// Who a request is from, as a checked token says it.
public struct Identity: Sendable, Hashable {
    /// The token's `sub`; compared by bytes.
    public var subject: ExactString
    /// The roles, from wherever the contract says that they stand.
    public var roles: Set<ExactString>

    /// Makes an identity.
    init(subject: String, roles: some Sequence<String>) {
        self.subject = ExactString(subject)
        self.roles = Set(roles.map { ExactString($0) })
    }

    /// Whether it has a role.
    public func has(role: String) -> Bool {
        roles.contains(ExactString(role))
    }
}
