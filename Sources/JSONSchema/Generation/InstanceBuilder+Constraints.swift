import JSON

extension InstanceBuilder {
    /// The constraints of schemas that apply to one value; where they leave a choice, one is made.
    mutating func constraints(of places: [SchemaPlace]) throws(Unsatisfiable) -> ValueConstraints {
        var constraints = ValueConstraints()
        constraints.pending = places.reversed()
        while let place = constraints.pending.popLast() {
            try spend(1)
            switch place.value {
            case .bool(let verdict):
                guard verdict != place.isNegated else { throw Unsatisfiable() }
            case .object(let schema):
                if place.isNegated {
                    guard violate(schema, at: place, in: &constraints) else { throw Unsatisfiable() }
                } else {
                    try satisfy(schema, at: place, in: &constraints)
                }
            default:
                throw Unsatisfiable()
            }
        }
        guard !constraints.kinds.isEmpty else { throw Unsatisfiable() }
        return constraints
    }

    /// Adds the constraints of every keyword of a schema, except the one to violate.
    private mutating func satisfy(
        _ schema: JSONObject,
        at place: SchemaPlace,
        in constraints: inout ValueConstraints
    ) throws(Unsatisfiable) {
        let isGoal = goal.map { $0.path == place.path } ?? false
        for member in schema {
            let use = KeywordUse(name: member.name, value: member.value, schema: schema, place: place)
            if isGoal, case .violating(member.name, let number) = goal?.effect {
                guard violate(use, number, in: &constraints) else { throw Unsatisfiable() }
            } else if let constrain = KeywordDefinition.named(member.name)?.generation.constrain {
                constrain(use, &self, &constraints)
            }
        }
        if isGoal, let goal { reach(goal, in: &constraints) }
    }

    /// Changes constraints so that an edge is reached.
    private func reach(_ goal: GenerationGoal, in constraints: inout ValueConstraints) {
        if let script = goal.script {
            constraints.script = script
            constraints.restrict(to: .string)
        }
        switch goal.effect {
        case .none, .violating: break
        case .kind(let kind): constraints.restrict(to: kind)
        case .value(let value): constraints.restrict(to: [value])
        case .length(let count):
            constraints.restrict(to: .string)
            constraints.lengths.exactly(count)
        case .count(let count):
            constraints.itemCounts.exactly(count)
            constraints.memberCounts.exactly(count)
        case .without(let name): constraints.forbidden.insert(ExactString(name))
        }
    }

    // MARK: Violations

    /// Adds constraints for a value that violates a schema: one keyword of it, chosen at random.
    private mutating func violate(
        _ schema: JSONObject,
        at place: SchemaPlace,
        in constraints: inout ValueConstraints
    ) -> Bool {
        for member in random.shuffled(schema.members) {
            let saved = constraints
            let use = KeywordUse(name: member.name, value: member.value, schema: schema, place: place)
            if violate(use, nil, in: &constraints), !constraints.kinds.isEmpty { return true }
            constraints = saved
        }
        return false
    }

    private mutating func violate(
        _ use: KeywordUse,
        _ number: Int?,
        in constraints: inout ValueConstraints
    ) -> Bool {
        guard let violate = KeywordDefinition.named(use.name)?.generation.violate else { return false }
        return violate(use, number, &self, &constraints)
    }

    // MARK: For keywords

    /// One of several ways: the one of a number, or any.
    mutating func way<Way>(_ number: Int?, of ways: [Way]) -> Way? {
        guard let number else { return random.element(of: ways) }
        return ways.indices.contains(number) ? ways[number] : nil
    }

    /// The schema that is the keyword's value.
    func subschema(_ use: KeywordUse) -> SchemaPlace {
        resolver.child(use.value, of: use.place, use.name)
    }

    /// The schema that a reference leads to.
    mutating func target(of use: KeywordUse) -> SchemaPlace? {
        use.value.stringValue.flatMap { resolver.target(of: $0, use.name, in: use.place) }
    }

    /// The schemas of a list.
    func branches(_ use: KeywordUse) -> [SchemaPlace] {
        (use.value.arrayValue ?? []).enumerated().map { number, schema in
            resolver.child(schema, of: use.place, use.name, String(number))
        }
    }

    /// One of several schemas: the one on the way to the goal, or any.
    mutating func choice(of branches: [SchemaPlace]) -> SchemaPlace? {
        if let targeted = branches.first(where: { isTargeted(at: $0.path) }) { return targeted }
        if style.isSimple, random.happens(percent: 50) { return branches.first }
        return random.element(of: branches)
    }

    /// Adds the constraints of `properties`, `patternProperties` and `additionalProperties` of one schema together, once.
    mutating func constrainMembers(_ use: KeywordUse, _ constraints: inout ValueConstraints) {
        let names = ["properties", "patternProperties", "additionalProperties"]
        guard use.name == names.first(where: { use.schema[$0] != nil }) else { return }
        let (schema, place) = (use.schema, use.place)
        var rule = ValueConstraints.MemberRule()
        let isOpen = violates("properties", at: place)
        for member in schema["properties"]?.objectValue ?? JSONObject()
        where !(isOpen && member.value == false) {
            let inner = resolver.child(member.value, of: place, "properties", member.name)
            let name = ExactString(member.name)
            rule.named[name] = inner
            if !constraints.known.contains(name) { constraints.known.append(name) }
            if isTargeted(at: inner.path) { constraints.require(member.name) }
        }
        for member in schema["patternProperties"]?.objectValue ?? JSONObject()
        where !violates("patternProperties", at: place) {
            guard let pattern = PatternCache.pattern(member.name) else { continue }
            let inner = resolver.child(member.value, of: place, "patternProperties", member.name)
            rule.patterns.append((pattern, inner))
        }
        let additional = violates("additionalProperties", at: place) ? nil : schema["additionalProperties"]
        rule.additional = additional.map { resolver.child($0, of: place, "additionalProperties") }
        constraints.memberRules.append(rule)
    }

    /// Requires an item where a keyword about items is on the path to the goal.
    func requireTargetedItem(_ use: KeywordUse, _ constraints: inout ValueConstraints) {
        guard let goal, case .none = goal.effect, goal.path == use.place.path + [use.name] else { return }
        constraints.itemCounts.atLeast(1)
    }
}

extension JSONValue {
    /// The names in a `type`, which is a name or a list of names.
    var typeNames: [String] {
        stringValue.map { [$0] } ?? (arrayValue ?? []).compactMap(\.stringValue)
    }
}
