import JSON

/// `contains`, with `minContains` and `maxContains` (JSON Schema Core, section 10.3.1.3; Validation, sections 6.4.4 and 6.4.5):
/// the number of items that must satisfy a schema, 1 or more by default.
struct Contains: KeywordNode {
    static let definition = KeywordDefinition(
        "contains",
        subschemas: .schema,
        role: .other,
        stage: .applicator,
        subject: .array,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(
            Contains(
                subschema: try context.subschema(),
                minimum: try context.sibling("minContains")?.count() ?? 1,
                maximum: try context.sibling("maxContains")?.count()
            )
        )
    }

    /// `maxContains` has no effect of its own; it is checked even where there is no `contains`.
    static let maxDefinition = limit("maxContains")
    /// `minContains` has no effect of its own; it is checked even where there is no `contains`.
    static let minDefinition = limit("minContains")

    let subschema: Subschema
    let minimum: Int
    let maximum: Int?

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance else { return true }
        let marks = evaluation.marks
        var matched: [JSONValue] = []
        var count = 0
        for (place, item) in items.enumerated() where evaluation.apply(subschema, to: item, at: String(place))
        {
            count += 1
            if evaluation.canStopEarly {
                if maximum == nil, count >= minimum { return true }
            } else {
                evaluation.markEvaluated(place)
                if evaluation.wantsEvaluated { matched.append(.number(JSONNumber(place))) }
            }
        }
        evaluation.dropErrors(since: marks)
        evaluation.annotateEvaluated(count == items.count ? true : .array(matched))
        if count < minimum {
            return evaluation.fail(
                "must contain at least \(Wording.count(minimum, "matching item")), "
                    + "but \(count) of \(items.count) match"
            )
        }
        if let maximum, count > maximum {
            return evaluation.fail(
                "must contain at most \(Wording.count(maximum, "matching item")), "
                    + "but \(count) of \(items.count) match"
            )
        }
        return true
    }

    private static func limit(_ name: String) -> KeywordDefinition {
        KeywordDefinition(name) { context throws(SchemaError) in
            _ = try context.count()
            return .nothing
        }
    }
}

extension Contains {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            constraints.contained.append(
                ValueConstraints.Contained(
                    place: builder.subschema(use),
                    minimum: use.schema["minContains"]?.intValue ?? 1,
                    maximum: use.schema["maxContains"]?.intValue
                )
            )
            builder.requireTargetedItem(use, &constraints)
        },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .array)
            let inner = builder.subschema(use)
            let minimum = use.schema["minContains"]?.intValue ?? 1
            let ways = (minimum > 0 ? [false] : []) + (use.schema["maxContains"] == nil ? [] : [true])
            guard let isTooMany = builder.way(number, of: ways) else { return false }
            if isTooMany, let maximum = use.schema["maxContains"]?.intValue,
                maximum < KeywordGeneration.mostParts
            {
                constraints.contained.append(.init(place: inner, minimum: maximum + 1))
            } else {
                constraints.itemRules.append(ValueConstraints.ItemRule(rest: inner.negated))
            }
            return true
        }
    )
}
