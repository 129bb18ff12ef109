public import JSON

/// A keyword of JSON Schema 2020-12, for those who read schemas without validating: linters, coverage, reports.
public struct Keyword: Sendable {
    private let definition: KeywordDefinition

    /// Returns the keyword of a name; `nil` where no vocabulary has it.
    public init?(_ name: String) {
        guard let definition = KeywordDefinition.named(name) else { return nil }
        self.definition = definition
    }

    /// The names of all keywords, in order, without those that older drafts have left.
    public static let names: [String] = Dialect.draft202012.keywords.keys.sorted().map(\.string)
        .filter { $0 != Dependencies.definition.name }

    /// The values that the schemas in its value apply to.
    public var role: SubschemaRole { definition.role }

    /// The type of the values that it constrains; `nil` for every value.
    public var subject: ValueType? { definition.subject }

    /// Whether a value can satisfy and violate it on its own, so that coverage counts both.
    public var isCoveragePoint: Bool { definition.isCoveragePoint }

    /// Whether it fails only because schemas inside it, or one that it refers to, do: their errors are the relevant ones.
    public var isApplicator: Bool {
        switch definition.role {
        case .reference, .all, .branch, .choice, .condition, .properties, .leadingItems, .items: true
        case .none, .negation, .other: false
        }
    }

    /// Returns the schemas in a value of the keyword, each with the way to it from there.
    ///
    /// - Complexity: O(*n*) in the number of schemas.
    public func subschemas(of value: JSONValue) -> [(steps: [String], value: JSONValue)] {
        definition.subschemas.subschemas(of: value)
    }
}
