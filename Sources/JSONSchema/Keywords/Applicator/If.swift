import JSON

/// `if`, `then` and `else` (JSON Schema Core, section 10.2.2): which of two schemas must hold depends on a third.
struct If: KeywordNode {
    static let definition = KeywordDefinition(
        "if",
        subschemas: .schema,
        role: .condition,
        stage: .applicator,
        generation: generation
    ) { context throws(SchemaError) in
        .node(
            If(
                condition: try context.subschema(),
                then: try context.sibling("then")?.subschema(),
                otherwise: try context.sibling("else")?.subschema()
            )
        )
    }

    /// `then` has no effect of its own; it is checked even where there is no `if`.
    static let thenDefinition = branch("then")
    /// `else` has no effect of its own; it is checked even where there is no `if`.
    static let elseDefinition = branch("else")

    let condition: Subschema
    let then: Subschema?
    let otherwise: Subschema?

    var inPlaceSubschemas: [Subschema] { [condition, then, otherwise].compactMap { $0 } }

    func contribute(to stream: inout StreamConstraints) {
        guard then != nil || otherwise != nil else { return }
        stream.applicators.append(.condition(condition, then: then, otherwise: otherwise))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        // Without a branch, only the evaluated positions and annotations of the condition can be needed.
        if then == nil, otherwise == nil, evaluation.canStopEarly { return true }
        let marks = evaluation.marks
        let holds = evaluation.attempt(condition, on: instance)
        evaluation.dropErrors(since: marks)
        guard let branch = holds ? then : otherwise else { return true }
        return evaluation.apply(branch, to: instance)
    }

    private static func branch(_ name: String) -> KeywordDefinition {
        KeywordDefinition(name, subschemas: .schema, role: .branch, generation: branchGeneration) {
            context throws(SchemaError) in
            _ = try context.subschema()
            return .nothing
        }
    }
}

extension If {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            let test = builder.subschema(use)
            let isTrue =
                builder.isTargeted(below: "then", of: use.place)
                || (!builder.isTargeted(below: "else", of: use.place) && builder.random.happens(percent: 50))
            let branch = isTrue ? "then" : "else"
            if let inner = use.schema[branch] {
                constraints.pending.append(builder.resolver.child(inner, of: use.place, branch))
            }
            constraints.pending.append(isTrue ? test : test.negated)
        },
        violate: { use, number, builder, constraints in
            let test = builder.subschema(use)
            let ways = ["then", "else"].filter { use.schema[$0] != nil }
            guard let branch = builder.way(number, of: ways), let inner = use.schema[branch] else {
                return false
            }
            constraints.pending.append(branch == "then" ? test : test.negated)
            constraints.pending.append(builder.resolver.child(inner, of: use.place, branch).negated)
            return true
        }
    )

    fileprivate static let branchGeneration = KeywordGeneration(
        edgeCases: { use in
            guard use.schema["if"] != nil else { return [] }
            return [EdgeCase(name: "by its \(use.name)", steps: [use.name], effect: .none)]
        }
    )
}
