import JSON

/// `$recursiveRef` of 2019-09: what `$dynamicRef` is now, with one anchor that has no name.
enum RecursiveRef {
    /// The name under which `"$recursiveAnchor": true` is entered; no real anchor can have it.
    static let anchor = "$recursiveAnchor"

    static let definition = KeywordDefinition("$recursiveRef", stage: .applicator) {
        context throws(SchemaError) in
        guard try context.string() == "#" else { throw context.invalid(expected: "\"#\"") }
        let target = try context.reference().subschema
        let isDynamic = context.hasDynamicAnchor(anchor)
        if isDynamic { context.useDynamicName(.init(anchor)) }
        return .node(DynamicReference(initial: target, name: isDynamic ? .init(anchor) : nil))
    }

    static let anchorDefinition = KeywordDefinition("$recursiveAnchor") { context throws(SchemaError) in
        _ = try context.boolean()
        return .nothing
    }
}
