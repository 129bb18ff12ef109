import JSON

/// `maxLength` (JSON Schema Validation, section 6.3.1): the greatest number of characters, which are Unicode scalars (RFC 8259).
struct MaxLength: KeywordNode {
    static let definition = KeywordDefinition("maxLength") { context throws(SchemaError) in
        .node(MaxLength(limit: try context.count()))
    }

    let limit: Int

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        // Every scalar takes at least one byte.
        if text.utf8.count <= limit { return true }
        let length = text.unicodeScalars.count
        if length <= limit { return true }
        return evaluation.fail(
            "must be at most \(Wording.count(limit, "character")) long, but is \(length == 0 ? "empty" : String(length))"
        )
    }
}
