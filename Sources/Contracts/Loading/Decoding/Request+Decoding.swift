import JSON

extension Request {
    /// Reads an action's `request`.
    init(_ node: Node, compiler: inout SchemaCompiler) {
        let parts = Place.allCases.compactMap { place in
            node[place.rawValue].map { Part(place: place, source: $0.value, location: $0.location) }
        }
        let single = parts.first.flatMap { node[$0.place.rawValue] }
        let written = node[RequestSchema.member] ?? single ?? Node(.object(JSONObject()), at: node.location)
        self.init(
            parts: parts,
            bodyEncoding: node.string("bodyEncoding").flatMap(BodyEncoding.init) ?? .json,
            bodyArgument: node.string("bodyArgument"),
            styles: Dictionary(
                node.members("styles").compactMap { name, style in
                    style.string.flatMap(ArrayStyle.init).map { (name, $0) }
                },
                uniquingKeysWith: { first, _ in first }
            ),
            schema: compiler.schema(at: written),
            source: written.value,
            expanded: written.value,
            location: written.location
        )
    }
}

extension ResponseHeaders {
    /// Reads a response's `headers`.
    init(_ node: Node, compiler: inout SchemaCompiler) {
        self.init(schema: compiler.schema(at: node), source: node.value, location: node.location)
    }
}
