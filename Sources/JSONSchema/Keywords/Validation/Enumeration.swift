import JSON

/// `enum` (JSON Schema Validation, section 6.1.2): the values that are allowed, compared as JSON (``JSONValue``).
struct Enumeration: KeywordNode {
    static let definition = KeywordDefinition("enum", generation: generation) { context throws(SchemaError) in
        .node(Enumeration(values: try context.array()))
    }

    /// Lists up to this length are searched from front to back.
    private static let longestSearch = 12

    let values: [JSONValue]
    private let set: Set<JSONValue>

    init(values: [JSONValue]) {
        self.values = values
        set = values.count > Self.longestSearch ? Set(values) : []
    }

    func contribute(to stream: inout StreamConstraints) {
        stream.allow(values)
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if set.isEmpty ? values.contains(instance) : set.contains(instance) { return true }
        return evaluation.fail(
            expecting: .array(values),
            "must be one of \(Wording.list(values)), but is \(instance.excerpt)"
        )
    }
}

extension Enumeration {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, _, constraints in constraints.restrict(to: use.value.arrayValue ?? []) },
        violate: { use, number, _, constraints in
            violate(use.value.arrayValue ?? [], number, &constraints)
        },
        edgeCases: { use in
            (use.value.arrayValue ?? []).map { EdgeCase(name: $0.excerpt, effect: .value($0)) }
        }
    )
}

extension Enumeration {
    /// Requires a value that is not listed: of a listed type, a listed one in capital letters, or of another type.
    static func violate(_ values: [JSONValue], _ number: Int?, _ constraints: inout ValueConstraints) -> Bool
    {
        constraints.excluded += values
        let types = Set(values.map(ValueType.init(of:)))
        switch number {
        case nil: return true
        case 0: constraints.kinds.formIntersection(types)
        case 1:
            guard let text = values.lazy.compactMap(\.stringValue).first, text.uppercased() != text else {
                return false
            }
            constraints.restrict(to: [.string(text.uppercased())])
        case 2: constraints.kinds.formIntersection(Set(ValueType.allCases).subtracting(types))
        default: return false
        }
        return true
    }
}
