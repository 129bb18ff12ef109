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
            // That each of these succeeds is tested; a failure could not be reported.
            guard let document = try? JSONValue(parsing: text), let uri = document["$id"]?.stringValue else {
                continue
            }
            _ = try? index.add(extended(document, at: uri), at: URIReference(uri), replacing: false)
        }
        return index
    }()

    /// A vocabulary's meta schema with the keywords that we have added to the vocabulary; their values are checked when a
    /// schema is compiled.
    private static func extended(_ document: JSONValue, at uri: String) -> JSONValue {
        let vocabulary = Vocabulary.standard.first { $0.uri.replacing("/vocab/", with: "/meta/") == uri }
        guard let vocabulary, var properties = document["properties"]?.objectValue else { return document }
        let listed = Set(texts.flatMap(names).map { ExactString($0) })
        for keyword in vocabulary.keywords where !listed.contains(ExactString(keyword.name)) {
            properties[keyword.name] = true
        }
        return document.replacing(at: JSONPointer(tokens: ["properties"]), with: .object(properties))
    }

    private static func names(_ text: String) -> [String] {
        (try? JSONValue(parsing: text))?["properties"]?.objectValue?.names ?? []
    }
}
