extension Rule {
    /// Decodes a rule of the service, or of an action.
    init?(_ node: Node, action: String? = nil) {
        guard let id = node.string("id"), let level = node.string("level").flatMap(Level.init),
            let text = node.string("text")
        else { return nil }
        self.init(
            id: id,
            level: level,
            text: text,
            section: node.string("section"),
            check: node.string("check").flatMap(BuiltInCheck.init),
            status: node["status"].flatMap { StatusExpectation($0.value) },
            headers: node.strings("headers"),
            methods: node.strings("methods"),
            action: action,
            location: node.location
        )
    }
}
