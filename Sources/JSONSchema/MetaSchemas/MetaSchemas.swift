import JSON

/// The meta schemas of draft 2020-12 as the specification publishes them, so that `$schema` and references to them never
/// need the network.
enum MetaSchemas {
    /// The texts, each with its own `$id`.
    static let texts = [
        schema, core, applicator, unevaluated, validation, metaData, formatAnnotation, formatAssertion,
        content,
    ]

    /// The index that every registry starts with.
    static let index: ResourceIndex = {
        var index = ResourceIndex()
        for text in texts {
            // That each of these succeeds is tested; there is nobody to report a failure to.
            guard let document = try? JSONValue(parsing: text), let uri = document["$id"]?.stringValue else {
                continue
            }
            _ = try? index.add(document, at: URIReference(uri), replacing: false)
        }
        return index
    }()
}
