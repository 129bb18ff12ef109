import JSON

/// `unevaluatedItems` (JSON Schema Core, section 11.2): a schema for the items that no other keyword has evaluated,
/// neither beside it nor in the schemas that are applied beside it.
struct UnevaluatedItems: KeywordNode {
    static let definition = KeywordDefinition(
        "unevaluatedItems",
        subschemas: .schema,
        role: .other,
        stage: .unevaluated,
        subject: .array,
        generation: generation
    ) { context throws(SchemaError) in
        .node(UnevaluatedItems(subschema: try context.subschema()))
    }

    let subschema: Subschema

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance else { return true }
        let refusal = "must not be present: no schema speaks of this item"
        var isValid = true
        for (place, item) in items.enumerated() where !evaluation.isEvaluated(place) {
            guard !evaluation.apply(subschema, to: item, at: String(place), refusal: refusal) else {
                continue
            }
            if evaluation.collector == nil { return false }
            isValid = false
        }
        evaluation.markAllEvaluated()
        evaluation.annotateEvaluated(true)
        return isValid
    }
}

extension UnevaluatedItems {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            constraints.unevaluatedItems.append(builder.subschema(use))
            builder.requireTargetedItem(use, &constraints)
        },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .array)
            guard number ?? 0 == 0 else { return false }
            let position = constraints.itemRules.map(\.first.count).max() ?? 0
            constraints.pinnedItems[position, default: []].append(builder.subschema(use).negated)
            constraints.itemCounts.atLeast(position + 1)
            return true
        }
    )
}
