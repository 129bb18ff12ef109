import JSON

/// A set of keywords with their meanings, as `$schema` chooses it (JSON Schema Core, section 4.3.3).
struct Dialect: Sendable {
    /// The keywords by name; every other member of a schema is an annotation.
    let keywords: [ExactString: KeywordDefinition]
    /// Whether `$ref` hides every other keyword beside it, as before 2019-09.
    let isReferenceAlone: Bool

    init(keywords: [KeywordDefinition], isReferenceAlone: Bool = false) {
        self.keywords = Dictionary(keywords.map { (ExactString($0.name), $0) }) { _, last in last }
        self.isReferenceAlone = isReferenceAlone
    }

    /// 2020-12 with the vocabularies of its own meta schema: the default.
    static let draft202012 = Dialect(keywords: Vocabulary.standard.flatMap(\.keywords))

    /// 2019-09, so far as it takes to follow a reference to such a schema.
    static let draft201909 = draft202012.changed(
        removing: ["prefixItems", "items", "$dynamicRef", "$dynamicAnchor"],
        adding: [
            ItemsOrList.definition, AdditionalItems.definition, RecursiveRef.definition,
            RecursiveRef.anchorDefinition,
        ]
    )

    /// Draft 7, so far as it takes to follow a reference to such a schema.
    static let draft07 = draft201909.changed(
        removing: [
            "$recursiveRef", "$recursiveAnchor", "$anchor", "$vocabulary", "$defs", "dependentSchemas",
            "dependentRequired", "unevaluatedItems", "unevaluatedProperties", "minContains", "maxContains",
            "contentSchema", "deprecated",
        ],
        adding: [Definitions.earlierDefinition],
        isReferenceAlone: true
    )

    /// The dialects that need no document, by the URI of their meta schema.
    static let standard: [ExactString: Dialect] = [
        "https://json-schema.org/draft/2020-12/schema": draft202012,
        "https://json-schema.org/draft/2019-09/schema": draft201909,
        "http://json-schema.org/draft-07/schema": draft07,
    ]

    /// The dialect whose keywords contain subschemas; a custom meta schema is not consulted for that.
    static func forIndexing(_ metaSchema: String?) -> Dialect {
        metaSchema.flatMap { standard[ExactString(URIReference($0).withoutEmptyFragment.text)] }
            ?? draft202012
    }

    private func changed(
        removing: [ExactString],
        adding: [KeywordDefinition],
        isReferenceAlone: Bool = false
    ) -> Dialect {
        let kept = keywords.filter { !removing.contains($0.key) }.map(\.value)
        return Dialect(keywords: kept + adding, isReferenceAlone: isReferenceAlone)
    }
}

extension Dialect {
    /// The dialect that a meta schema describes by its `$vocabulary`.
    ///
    /// - Throws: ``SchemaError`` when it requires a vocabulary that is not supported.
    init(metaSchema: SchemaResource) throws(SchemaError) {
        guard let vocabularies = metaSchema.value["$vocabulary"]?.objectValue else {
            self = .draft202012
            return
        }
        var keywords: [KeywordDefinition] = []
        for member in vocabularies {
            if let vocabulary = Vocabulary.all.first(where: { $0.uri == member.name }) {
                keywords += vocabulary.keywords
            } else if member.value == true {
                let place = JSONPointer(tokens: ["$vocabulary", member.name])
                let location = SchemaLocation(resource: metaSchema.uri, pointer: place)
                throw SchemaError(.unknownVocabulary(member.name), at: location.text)
            }
        }
        // The core is always in force (JSON Schema Core, section 8).
        self.init(keywords: Vocabulary.core.keywords + keywords)
    }
}
