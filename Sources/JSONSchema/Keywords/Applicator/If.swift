import JSON

/// `if`, `then` and `else` (JSON Schema Core, section 10.2.2): which of two schemas must hold depends on a third.
struct If: KeywordNode {
    static let definition = KeywordDefinition(
        "if",
        subschemas: .schema,
        stage: .applicator
    ) { context throws(SchemaError) in
        .node(
            If(
                condition: try context.subschema(),
                then: try context.sibling("then")?.subschema(),
                otherwise: try context.sibling("else")?.subschema()
            )
        )
    }

    /// `then` says nothing of its own; it is checked even where there is no `if`.
    static let thenDefinition = branch("then")
    /// `else` says nothing of its own; it is checked even where there is no `if`.
    static let elseDefinition = branch("else")

    let condition: Subschema
    let then: Subschema?
    let otherwise: Subschema?

    var inPlaceSubschemas: [Subschema] { [condition, then, otherwise].compactMap { $0 } }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        // Without a branch, only what the condition looked at and annotated can be of interest.
        if then == nil, otherwise == nil, evaluation.canStopEarly { return true }
        let marks = evaluation.marks
        let holds = evaluation.attempt(condition, on: instance)
        evaluation.dropErrors(since: marks)
        guard let branch = holds ? then : otherwise else { return true }
        return evaluation.apply(branch, to: instance)
    }

    private static func branch(_ name: String) -> KeywordDefinition {
        KeywordDefinition(name, subschemas: .schema) { context throws(SchemaError) in
            _ = try context.subschema()
            return .nothing
        }
    }
}
