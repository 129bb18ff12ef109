/// The keywords that belong together under one URI (JSON Schema Core, section 8.1.2).
struct Vocabulary: Sendable {
    /// The URI by which a meta schema's `$vocabulary` names it.
    let uri: String
    /// Its keywords.
    let keywords: [KeywordDefinition]

    private init(_ name: String, _ keywords: [KeywordDefinition]) {
        uri = "https://json-schema.org/draft/2020-12/vocab/\(name)"
        self.keywords = keywords
    }

    static let core = Vocabulary(
        "core",
        [
            Identifiers.id, Identifiers.schema, Identifiers.anchor, Identifiers.dynamicAnchor,
            Identifiers.vocabulary, Identifiers.comment, Definitions.definition, Reference.definition,
            DynamicReference.definition,
        ]
    )

    /// With `dependencies`, which the meta schema still lists and which may be supported (Core, appendix of the meta schema).
    static let applicator = Vocabulary(
        "applicator",
        [
            AllOf.definition, AnyOf.definition, OneOf.definition, Not.definition, If.definition,
            If.thenDefinition, If.elseDefinition, DependentSchemas.definition, Dependencies.definition,
            Properties.definition, PatternProperties.definition, AdditionalProperties.definition,
            PropertyNames.definition, PrefixItems.definition, Items.definition, Contains.definition,
        ]
    )

    static let unevaluated = Vocabulary(
        "unevaluated",
        [UnevaluatedItems.definition, UnevaluatedProperties.definition]
    )

    static let validation = Vocabulary(
        "validation",
        [
            TypeKeyword.definition, Constant.definition, Enumeration.definition, MultipleOf.definition,
            Maximum.definition, ExclusiveMaximum.definition, Minimum.definition, ExclusiveMinimum.definition,
            MaxLength.definition, MinLength.definition, PatternKeyword.definition, MaxItems.definition,
            MinItems.definition, UniqueItems.definition, Contains.maxDefinition, Contains.minDefinition,
            MaxProperties.definition, MinProperties.definition, Required.definition,
            DependentRequired.definition,
        ]
    )

    static let metaData = Vocabulary("meta-data", MetaData.definitions)
    static let formatAnnotation = Vocabulary("format-annotation", [FormatKeyword.annotationDefinition])
    static let formatAssertion = Vocabulary("format-assertion", [FormatKeyword.assertionDefinition])
    static let content = Vocabulary("content", Content.definitions)

    /// The vocabularies of the standard meta schema.
    static let standard = [core, applicator, unevaluated, validation, metaData, formatAnnotation, content]
    /// Every vocabulary that is supported.
    static let all = standard + [formatAssertion]
}
