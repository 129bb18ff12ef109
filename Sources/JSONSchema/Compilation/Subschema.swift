/// A schema inside another, as a keyword holds it: a few numbers, so that passing it on costs nothing.
struct Subschema: Sendable {
    /// The node's place in ``SchemaProgram/nodes``.
    let index: Int
    /// The place in ``SchemaProgram/steps`` of the way from the schema to it, keyword first: what `keywordLocation` grows
    /// by when it is applied.
    let steps: Int
    /// The result for every instance, when it is `true` or `false`.
    let verdict: Bool?
}
