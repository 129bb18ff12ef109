import JSON

extension ActionAuthorization {
    /// Decodes an action's `authorization`.
    init(_ node: Node) {
        self.init(
            isPublic: node["public"]?.bool ?? false,
            subject: node.string("subject"),
            role: node.string("role"),
            owner: node["owner"].flatMap(RecordOwner.init),
            location: node.location
        )
    }
}

extension RecordOwner {
    fileprivate init?(_ node: Node) {
        guard let table = node.string("table"), let argument = node.string("argument"),
            let attribute = node.string("attribute")
        else { return nil }
        self.init(table: table, argument: argument, attribute: attribute, role: node.string("orRole"))
    }
}

extension TokenClaims {
    /// Decodes the service's `authorization`.
    init(_ node: Node) {
        self.init(
            audience: node.string("audience"),
            roles: node.elements("roles").compactMap(\.pointer)
        )
    }
}
