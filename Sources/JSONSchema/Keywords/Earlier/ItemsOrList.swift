import JSON

/// `items` before 2020-12: one schema for all items, or a list of schemas for the first ones.
enum ItemsOrList {
    static let definition = KeywordDefinition(
        "items",
        subschemas: .schemaOrList,
        stage: .applicator
    ) { context throws(SchemaError) in
        guard case .array(let list) = context.value else {
            return .node(Items(subschema: try context.subschema(), prefix: 0))
        }
        return list.isEmpty ? .nothing : .node(PrefixItems(subschemas: try context.subschemaList()))
    }
}
