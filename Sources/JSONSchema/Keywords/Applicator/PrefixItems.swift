import JSON

/// `prefixItems` (JSON Schema Core, section 10.3.1.1): schemas for the first items, one each.
struct PrefixItems: KeywordNode {
    static let definition = KeywordDefinition(
        "prefixItems",
        subschemas: .list,
        role: .leadingItems,
        stage: .applicator,
        subject: .array,
        generation: generation
    ) { context throws(SchemaError) in
        .node(PrefixItems(subschemas: try context.subschemaList()))
    }

    let subschemas: [Subschema]

    func contribute(to stream: inout StreamConstraints) {
        stream.leadingItems = subschemas
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, !items.isEmpty else { return true }
        var isValid = true
        for (place, (item, subschema)) in zip(items, subschemas).enumerated() {
            evaluation.markEvaluated(place)
            guard !evaluation.apply(subschema, to: item, at: String(place)) else { continue }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        evaluation.annotateEvaluated(
            items.count <= subschemas.count ? true : .number(JSONNumber(subschemas.count - 1))
        )
        return isValid
    }
}

extension PrefixItems {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            let rest = builder.violates("items", at: use.place) ? nil : use.schema["items"]
            constraints.itemRules.append(
                ValueConstraints.ItemRule(
                    first: builder.branches(use),
                    rest: rest.map { builder.resolver.child($0, of: use.place, "items") }
                )
            )
            builder.requireTargetedItem(use, &constraints)
        },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .array)
            let all = Array(builder.branches(use).enumerated())
            guard let (position, inner) = builder.way(number, of: all) else { return false }
            constraints.pinnedItems[position, default: []].append(inner.negated)
            constraints.itemCounts.atLeast(position + 1)
            return true
        }
    )
}
