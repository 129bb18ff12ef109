import JSON

/// A schema with an identifier of its own: the root of a document, or a schema below it that has an `$id`
/// (JSON Schema Core, section 4.3.5).
struct SchemaResource: Sendable {
    /// The canonical URI, without a fragment.
    let uri: ExactString
    /// The schema, with all that is below it.
    let value: JSONValue
    /// The resolved value of `$schema`; nil where the resource has none, and so follows its parent.
    var metaSchema: String?
    /// The plain names that `$anchor` and `$dynamicAnchor` give, and the way to each.
    var anchors: [ExactString: JSONPointer] = [:]
    /// Of those, the ones given by `$dynamicAnchor`.
    var dynamicAnchors: [ExactString: JSONPointer] = [:]
    /// Where, below this one, other resources begin.
    var embedded: [JSONPointer: ExactString] = [:]
    /// Every place that was searched as a schema.
    var schemas: Set<JSONPointer> = []
}
