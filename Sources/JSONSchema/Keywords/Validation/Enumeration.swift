import JSON

/// `enum` (JSON Schema Validation, section 6.1.2): the values that are allowed, compared as JSON (``JSONValue``).
struct Enumeration: KeywordNode {
    static let definition = KeywordDefinition("enum") { context throws(SchemaError) in
        .node(Enumeration(values: try context.array()))
    }

    /// Lists up to this length are searched from front to back.
    private static let longestSearch = 12

    let values: [JSONValue]
    private let set: Set<JSONValue>

    init(values: [JSONValue]) {
        self.values = values
        set = values.count > Self.longestSearch ? Set(values) : []
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if set.isEmpty ? values.contains(instance) : set.contains(instance) { return true }
        return evaluation.fail("must be one of \(Wording.list(values)), but is \(instance.excerpt)")
    }
}
