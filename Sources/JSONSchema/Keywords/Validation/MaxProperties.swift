import JSON

/// `maxProperties` (JSON Schema Validation, section 6.5.1): the greatest number of members.
struct MaxProperties: KeywordNode {
    static let definition = KeywordDefinition("maxProperties") { context throws(SchemaError) in
        .node(MaxProperties(limit: try context.count()))
    }

    let limit: Int

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let members) = instance, !(members.count <= limit) else { return true }
        return evaluation.fail(
            "must have at most \(Wording.count(limit, "member")), but has \(members.count)"
        )
    }
}
