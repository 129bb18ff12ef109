import JSON

extension ActionAuthorization {
    /// Decodes an action's `authorization`.
    init(_ node: Node) {
        self.init(
            isPublic: node["public"]?.bool ?? false,
            subject: node.string("subject"),
            role: node.string("role"),
            owner: node["owner"].flatMap(RecordOwner.init),
            claims: Dictionary(
                node.members("claim").compactMap { name, claim in claim.pointer.map { (name, $0) } },
                uniquingKeysWith: { first, _ in first }
            ),
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
            roles: node.elements("roles").compactMap(\.pointer),
            subject: node["subject"]?.pointer ?? Self.standardSubject
        )
    }
}

extension APIKeys {
    /// Reads the API keys of the service's `authorization`; `nil` where it has none.
    init?(_ node: Node) {
        guard let apiKey = node["apiKey"] else { return nil }
        let place = apiKey.string("header").map(Place.header) ?? apiKey.string("query").map(Place.query)
        guard let place else { return nil }
        let keys = node.members("keys").compactMap { value, key in
            key.string("subject").map { Key(value: value, subject: $0, roles: key.strings("roles")) }
        }
        self.init(place: place, keys: keys)
    }
}
