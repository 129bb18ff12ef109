import JSON

/// `$ref` (JSON Schema Core, section 8.2.3.1): the schema found at a URI must hold too.
struct Reference: KeywordNode {
    static let definition = KeywordDefinition("$ref", stage: .applicator) { context throws(SchemaError) in
        .node(Reference(target: try context.reference().subschema))
    }

    let target: Subschema

    var inPlaceSubschemas: [Subschema] { [target] }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        evaluation.apply(target, to: instance)
    }
}
