import JSON

/// `properties` (JSON Schema Core, section 10.3.2.1): schemas for members by name.
struct Properties: KeywordNode {
    static let definition = KeywordDefinition(
        "properties",
        subschemas: .map,
        stage: .applicator
    ) { context throws(SchemaError) in
        .node(Properties(try context.subschemaMap()))
    }

    private let names: NameLookup
    /// In the order of the names.
    private let subschemas: [Subschema]

    init(_ map: [(name: String, subschema: Subschema)]) {
        names = NameLookup(map.map(\.name))
        subschemas = map.map(\.subschema)
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        let members = object.members
        var isValid = true
        for place in members.indices {
            guard let known = names.place(of: members[place].name) else { continue }
            evaluation.markEvaluated(place)
            guard !evaluation.apply(subschemas[known], to: members[place].value, at: members[place].name)
            else {
                continue
            }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        evaluation.annotateEvaluated(
            .array(object.names.filter { names.place(of: $0) != nil }.map { .string($0) })
        )
        return isValid
    }
}
