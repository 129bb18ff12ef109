import JSON

/// What a keyword means: its name, how it holds schemas, and how it becomes a node of a compiled schema.
///
/// To add a keyword, write a file with its definition and name it in the list of its ``Vocabulary``.
struct KeywordDefinition: Sendable {
    /// The member's name in a schema.
    let name: String
    /// How the value holds schemas; identifiers are looked for there.
    let subschemas: SubschemaShape
    /// When it is evaluated among the keywords of one schema.
    let stage: EvaluationStage
    /// Checks the value and makes the node.
    let compile: @Sendable (KeywordContext) throws(SchemaError) -> CompiledKeyword

    /// Makes a definition.
    init(
        _ name: String,
        subschemas: SubschemaShape = .none,
        stage: EvaluationStage = .assertion,
        compile: @escaping @Sendable (KeywordContext) throws(SchemaError) -> CompiledKeyword
    ) {
        self.name = name
        self.subschemas = subschemas
        self.stage = stage
        self.compile = compile
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
