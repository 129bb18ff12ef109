import JSON

/// What a keyword means: how it is validated, how it holds schemas, what it asks of generated instances, and what it is to
/// those who measure coverage or check contracts.
///
/// To add a keyword, write a file with its definition and name it in the list of its ``Vocabulary``; nothing else knows
/// keywords by name but where two of them are one (`if` with `then` and `else`, `properties` with its neighbours).
struct KeywordDefinition: Sendable {
    /// The member's name in a schema.
    let name: String
    /// How the value holds schemas; identifiers are looked for there.
    let subschemas: SubschemaShape
    /// What the schemas in the value apply to.
    let role: SubschemaRole
    /// When it is evaluated among the keywords of one schema.
    let stage: EvaluationStage
    /// The type of the values that it says something of; `nil` for every value.
    let subject: ValueType?
    /// Whether a value can satisfy and violate it on its own, so that coverage counts both.
    let isCoveragePoint: Bool
    /// What it asks of generated instances, how one violates it, and where its edges are.
    let generation: KeywordGeneration
    /// Checks the value and makes the node.
    let compile: @Sendable (KeywordContext) throws(SchemaError) -> CompiledKeyword

    /// Creates a definition.
    init(
        _ name: String,
        subschemas: SubschemaShape = .none,
        role: SubschemaRole = .none,
        stage: EvaluationStage = .assertion,
        subject: ValueType? = nil,
        isCoveragePoint: Bool = false,
        generation: KeywordGeneration = .none,
        compile: @escaping @Sendable (KeywordContext) throws(SchemaError) -> CompiledKeyword
    ) {
        self.name = name
        self.subschemas = subschemas
        self.role = role
        self.stage = stage
        self.subject = subject
        self.isCoveragePoint = isCoveragePoint
        self.generation = generation
        self.compile = compile
    }

    /// Returns the definition of a keyword of 2020-12; `nil` for every other member of a schema.
    static func named(_ name: String) -> KeywordDefinition? {
        Dialect.draft202012.keywords[ExactString(name)]
    }
}

/// When a keyword is evaluated: cheap checks first, those that need to know what the others looked at last.
enum EvaluationStage: Int, Sendable, Comparable {
    case type
    case assertion
    case applicator
    case unevaluated

    static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a keyword becomes.
enum CompiledKeyword: Sendable {
    /// Something to evaluate.
    case node(any KeywordNode)
    /// Something to report to those who ask for annotations; it makes no instance invalid.
    case annotation
    /// Nothing: it has done its work, or another keyword reads it.
    case nothing
}

/// A keyword, ready to be applied to instances.
protocol KeywordNode: Sendable {
    /// The schemas that this applies to the very value it is given, and not to a part of it.
    var inPlaceSubschemas: [Subschema] { get }

    /// Whether the instance is valid; reports errors and annotations when they are collected.
    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool
}

extension KeywordNode {
    /// None, as for most keywords.
    var inPlaceSubschemas: [Subschema] { [] }
}
