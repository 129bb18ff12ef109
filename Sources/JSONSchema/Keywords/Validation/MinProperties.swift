import JSON

/// `minProperties` (JSON Schema Validation, section 6.5.2): the least number of members.
struct MinProperties: KeywordNode {
    static let definition = KeywordDefinition("minProperties") { context throws(SchemaError) in
        .node(MinProperties(limit: try context.count()))
    }

    let limit: Int

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let members) = instance, !(members.count >= limit) else { return true }
        return evaluation.fail(
            "must have at least \(Wording.count(limit, "member")), but has \(members.count)"
        )
    }
}
