import JSON

/// `items` (JSON Schema Core, section 10.3.1.2): a schema for every item that `prefixItems` does not speak of.
struct Items: KeywordNode {
    static let definition = KeywordDefinition(
        "items",
        subschemas: .schema,
        role: .items,
        stage: .applicator,
        subject: .array,
        generation: generation
    ) { context throws(SchemaError) in
        let prefix = context.sibling("prefixItems")?.value.arrayValue?.count ?? 0
        return .node(Items(subschema: try context.subschema(), prefix: prefix))
    }

    let subschema: Subschema
    /// The number of items at the front that are not this keyword's.
    let prefix: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.apply(subschema, toItemsFrom: prefix)
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, items.count > prefix else { return true }
        evaluation.markAllEvaluated()
        var isValid = true
        for place in max(prefix, min(evaluation.passedItems(of: subschema), items.count))..<items.count
        where !evaluation.apply(subschema, to: items[place], at: String(place), refusal: refusal) {
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        evaluation.annotateEvaluated(true)
        return isValid
    }

    private var refusal: String {
        "must not be present: at most \(Wording.count(prefix, "item")) may be"
    }
}

extension Items {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            // Beside `prefixItems` it is taken with that.
            guard use.schema["prefixItems"] == nil else { return }
            constraints.itemRules.append(ValueConstraints.ItemRule(rest: builder.subschema(use)))
            builder.requireTargetedItem(use, &constraints)
        },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .array)
            guard number ?? 0 == 0 else { return false }
            let position = use.schema["prefixItems"]?.arrayValue?.count ?? 0
            constraints.pinnedItems[position, default: []].append(builder.subschema(use).negated)
            constraints.itemCounts.atLeast(position + 1)
            return true
        }
    )
}
