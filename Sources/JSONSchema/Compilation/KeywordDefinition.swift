import JSON

/// The definition of a keyword: its validation, its subschemas, its constraints on generated instances, and its meaning for
/// those who measure coverage or check contracts.
///
/// To add a keyword, write a file with its definition and name it in the list of its ``Vocabulary``; give its value a schema
/// among the meta schemas, or lint calls it unknown. Otherwise keywords are known by name only where two of them are one (`if` with
/// `then` and `else`, `properties` with its neighbours).
struct KeywordDefinition: Sendable {
    /// The member's name in a schema.
    let name: String
    /// The form of subschemas in the value, in which identifiers are searched for.
    let subschemas: SubschemaShape
    /// The values that the subschemas apply to.
    let role: SubschemaRole
    /// When it is evaluated among the keywords of one schema.
    let stage: EvaluationStage
    /// The type of the values that it constrains; `nil` for every value.
    let subject: ValueType?
    /// Whether a value can satisfy and violate it on its own, so that coverage counts both.
    let isCoveragePoint: Bool
    /// Its constraints on generated instances, its violations, and its boundaries.
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

/// The order of evaluation: cheap checks first, those that depend on the positions evaluated by others last.
enum EvaluationStage: Int, Sendable, Comparable {
    case type
    case assertion
    case applicator
    case unevaluated

    static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The compiled form of a keyword.
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

    /// Adds what the keyword asks for to the form that is evaluated without making values.
    func contribute(to stream: inout StreamConstraints)
}

extension KeywordNode {
    /// Leaves the schema to the evaluation of values, as is right for every keyword.
    func contribute(to stream: inout StreamConstraints) {
        stream.leaveToValues()
    }

    /// None, as for most keywords.
    var inPlaceSubschemas: [Subschema] { [] }
}
