import JSON

/// `additionalItems` before 2020-12: a schema for the items after those that the list in `items` speaks of.
enum AdditionalItems {
    static let definition = KeywordDefinition(
        "additionalItems",
        subschemas: .schema,
        stage: .applicator
    ) { context throws(SchemaError) in
        let subschema = try context.subschema()
        guard let list = context.sibling("items")?.value.arrayValue else { return .nothing }
        return .node(Items(subschema: subschema, prefix: list.count))
    }
}
