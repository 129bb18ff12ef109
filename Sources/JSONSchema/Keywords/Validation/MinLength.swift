import JSON

/// `minLength` (JSON Schema Validation, section 6.3.2): the least number of characters, which are Unicode scalars (RFC 8259).
struct MinLength: KeywordNode {
    static let definition = KeywordDefinition("minLength") { context throws(SchemaError) in
        .node(MinLength(limit: try context.count()))
    }

    let limit: Int

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        // A scalar takes at most four bytes.
        if text.utf8.count / 4 >= limit { return true }
        let length = text.unicodeScalars.count
        if length >= limit { return true }
        return evaluation.fail(
            "must be at least \(Wording.count(limit, "character")) long, but is \(length == 0 ? "empty" : String(length))"
        )
    }
}
