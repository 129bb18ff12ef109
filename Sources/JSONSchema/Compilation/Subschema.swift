/// A schema inside another, as a keyword holds it.
struct Subschema: Sendable {
    /// The node's place in ``SchemaProgram/nodes``.
    let index: Int
    /// The way from the schema to it, keyword first: what `keywordLocation` grows by when it is applied.
    let steps: [String]
    /// What it says of every instance, when it is `true` or `false`.
    let verdict: Bool?
}
