import JSON

/// `properties` (JSON Schema Core, section 10.3.2.1): schemas for members by name.
struct Properties: KeywordNode {
    static let definition = KeywordDefinition(
        "properties",
        subschemas: .map,
        stage: .applicator
    ) { context throws(SchemaError) in
        let map = try context.subschemaMap()
        return .node(
            Properties(
                subschemas: Dictionary(uniqueKeysWithValues: map.map { (ExactString($0.name), $0.subschema) })
            )
        )
    }

    let subschemas: [ExactString: Subschema]

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        var place = 0
        for member in object.members {
            if let subschema = subschemas[ExactString(member.name)] {
                if !evaluation.apply(subschema, to: member.value, at: member.name) {
                    if evaluation.canStopEarly { return false }
                    isValid = false
                }
                evaluation.markEvaluated(place)
            }
            place += 1
        }
        evaluation.annotate(
            .array(object.names.filter { subschemas[ExactString($0)] != nil }.map { .string($0) })
        )
        return isValid
    }
}
