import JSON

/// `contentEncoding`, `contentMediaType` and `contentSchema` (JSON Schema Validation, section 8): what is inside a text.
///
/// Annotations of strings only; the text is not decoded (section 8.2).
struct Content: KeywordNode {
    static let definitions = [
        KeywordDefinition("contentEncoding") { context throws(SchemaError) in
            .node(Content(annotation: .string(try context.string())))
        },
        KeywordDefinition("contentMediaType") { context throws(SchemaError) in
            .node(Content(annotation: .string(try context.string())))
        },
        KeywordDefinition("contentSchema", subschemas: .schema) { context throws(SchemaError) in
            _ = try context.subschema()
            // Without a media type it has no meaning (section 8.5).
            return context.schema["contentMediaType"] == nil
                ? .nothing : .node(Content(annotation: context.value))
        },
    ]

    let annotation: JSONValue

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if case .string = instance { evaluation.annotate(annotation) }
        return true
    }
}
