import JSON

extension InstanceMaker {
    /// What schemas together ask of one value; where they leave a choice, one is made.
    mutating func demand(of places: [SchemaPlace]) throws(NoSuchValue) -> Demand {
        var demand = Demand()
        var pending = Array(places.reversed())
        while let place = pending.popLast() {
            try spend(1)
            switch place.value {
            case .bool(let verdict):
                guard verdict != place.isNegated else { throw NoSuchValue() }
            case .object(let schema):
                if place.isNegated {
                    guard miss(schema, at: place, in: &demand, &pending) else { throw NoSuchValue() }
                } else {
                    try meet(schema, at: place, in: &demand, &pending)
                }
            default:
                throw NoSuchValue()
            }
        }
        guard !demand.kinds.isEmpty else { throw NoSuchValue() }
        return demand
    }

    /// Asks for all that a schema asks, but for the keyword that is to be broken.
    private mutating func meet(
        _ schema: JSONObject,
        at place: SchemaPlace,
        in demand: inout Demand,
        _ pending: inout [SchemaPlace]
    ) throws(NoSuchValue) {
        let isGoal = aim.map { $0.path == place.path } ?? false
        for member in schema {
            if isGoal, case .breaking(member.name, let variant) = aim?.effect {
                guard miss(member, of: schema, at: place, variant: variant, in: &demand, &pending) else {
                    throw NoSuchValue()
                }
                continue
            }
            if !assert(member, in: &demand) {
                apply(member, of: schema, at: place, in: &demand, &pending)
            }
        }
        if isGoal, let aim { reach(aim, in: &demand) }
    }

    /// Bends a demand so that an edge is reached.
    private func reach(_ aim: Aim, in demand: inout Demand) {
        if let script = aim.script {
            demand.script = script
            demand.restrict(to: .string)
        }
        switch aim.effect {
        case .none, .breaking: break
        case .kind(let kind): demand.restrict(to: kind)
        case .value(let value): demand.restrict(to: [value])
        case .length(let count):
            demand.restrict(to: .string)
            demand.lengths.exactly(count)
        case .count(let count):
            demand.itemCounts.exactly(count)
            demand.memberCounts.exactly(count)
        case .without(let name): demand.forbidden.insert(ExactString(name))
        }
    }

    /// Takes a keyword that asks something of the value itself; returns whether it is such a keyword.
    private func assert(_ member: JSONMember, in demand: inout Demand) -> Bool {
        let value = member.value
        switch member.name {
        case "type": assertType(value, in: &demand)
        case "enum": demand.restrict(to: value.arrayValue ?? [])
        case "const": demand.restrict(to: [value])
        case "minimum": if let number = value.numberValue { demand.raise(to: number, isExclusive: false) }
        case "exclusiveMinimum":
            if let number = value.numberValue { demand.raise(to: number, isExclusive: true) }
        case "maximum": if let number = value.numberValue { demand.lower(to: number, isExclusive: false) }
        case "exclusiveMaximum":
            if let number = value.numberValue { demand.lower(to: number, isExclusive: true) }
        case "multipleOf": if let number = value.numberValue { demand.divisors.append(number) }
        case "minLength": if let count = value.intValue { demand.lengths.atLeast(count) }
        case "maxLength": if let count = value.intValue { demand.lengths.atMost(count) }
        case "pattern": if let pattern = value.stringValue { demand.patterns.append(pattern) }
        case "format": if let format = value.stringValue { demand.formats.append(format) }
        case "minItems": if let count = value.intValue { demand.itemCounts.atLeast(count) }
        case "maxItems": if let count = value.intValue { demand.itemCounts.atMost(count) }
        case "uniqueItems": demand.isUnique = demand.isUnique || value == true
        case "minProperties": if let count = value.intValue { demand.memberCounts.atLeast(count) }
        case "maxProperties": if let count = value.intValue { demand.memberCounts.atMost(count) }
        case "required": for name in value.arrayValue ?? [] { demand.require(name.stringValue ?? "") }
        case "dependentRequired":
            for dependency in value.objectValue ?? JSONObject() {
                let others = (dependency.value.arrayValue ?? []).compactMap {
                    $0.stringValue.map { ExactString($0) }
                }
                demand.dependencies.append((ExactString(dependency.name), others))
            }
        default: return false
        }
        return true
    }

    private func assertType(_ value: JSONValue, in demand: inout Demand) {
        let names = value.typeNames
        let kinds = names.compactMap { $0 == "integer" ? .number : ValueKind(rawValue: $0) }
        demand.kinds.formIntersection(kinds)
        if names.contains("integer"), !names.contains("number") { demand.isInteger = true }
    }

    /// Takes a keyword that holds schemas.
    private mutating func apply(
        _ member: JSONMember,
        of schema: JSONObject,
        at place: SchemaPlace,
        in demand: inout Demand,
        _ pending: inout [SchemaPlace]
    ) {
        let name = member.name
        switch name {
        case "$ref", "$dynamicRef":
            // What leads nowhere does not compile.
            if let text = member.value.stringValue, let target = resolver.target(of: text, name, in: place) {
                pending.append(target)
            }
        case "allOf": pending += branches(member, place)
        case "anyOf": pending += chosen(of: branches(member, place)).map { [$0] } ?? []
        case "oneOf":
            let all = branches(member, place)
            guard let choice = chosen(of: all) else { return }
            let others = all.filter { $0.path != choice.path }.map(\.negated)
            // To miss the others is costly, and mostly happens by itself.
            pending += random.happens(percent: 50) ? others + [choice] : [choice]
        case "not": pending.append(resolver.child(member.value, of: place, name).negated)
        case "if": pending += condition(member.value, schema, place)
        case "dependentSchemas":
            for dependency in member.value.objectValue ?? JSONObject() {
                let inner = resolver.child(dependency.value, of: place, name, dependency.name)
                if isAimed(at: inner.path) || random.happens(percent: 30) {
                    demand.require(dependency.name)
                    pending.append(inner)
                } else if demand.required.contains(ExactString(dependency.name)) {
                    pending.append(inner)
                } else {
                    demand.forbidden.insert(ExactString(dependency.name))
                }
            }
        case "prefixItems", "items", "contains", "unevaluatedItems":
            applyItems(member, schema, place, in: &demand)
        case "properties", "patternProperties", "additionalProperties", "propertyNames",
            "unevaluatedProperties":
            applyMembers(member, schema, place, in: &demand)
        default: break
        }
    }

    /// The schemas of a list.
    func branches(_ member: JSONMember, _ place: SchemaPlace) -> [SchemaPlace] {
        (member.value.arrayValue ?? []).enumerated().map { number, schema in
            resolver.child(schema, of: place, member.name, String(number))
        }
    }

    private mutating func chosen(of branches: [SchemaPlace]) -> SchemaPlace? {
        if let aimed = branches.first(where: { isAimed(at: $0.path) }) { return aimed }
        if style.isSimple, random.happens(percent: 50) { return branches.first }
        return random.element(of: branches)
    }

    private mutating func condition(
        _ condition: JSONValue,
        _ schema: JSONObject,
        _ place: SchemaPlace
    ) -> [SchemaPlace] {
        let test = resolver.child(condition, of: place, "if")
        let isMet =
            isAimed(below: "then", of: place)
            || (!isAimed(below: "else", of: place) && random.happens(percent: 50))
        let branch = isMet ? "then" : "else"
        let rest = schema[branch].map { [resolver.child($0, of: place, branch)] } ?? []
        return rest + [isMet ? test : test.negated]
    }

    // MARK: Parts

    private func applyItems(
        _ member: JSONMember,
        _ schema: JSONObject,
        _ place: SchemaPlace,
        in demand: inout Demand
    ) {
        switch member.name {
        case "prefixItems":
            let rest = breaks("items", at: place) ? nil : schema["items"]
            demand.itemRules.append(
                Demand.ItemRule(
                    first: branches(member, place),
                    rest: rest.map { resolver.child($0, of: place, "items") }
                )
            )
        case "items":
            // Beside `prefixItems` it is taken with that.
            guard schema["prefixItems"] == nil else { return }
            demand.itemRules.append(Demand.ItemRule(rest: resolver.child(member.value, of: place, "items")))
        case "contains":
            demand.contained.append(
                Demand.Contained(
                    place: resolver.child(member.value, of: place, "contains"),
                    minimum: schema["minContains"]?.intValue ?? 1,
                    maximum: schema["maxContains"]?.intValue
                )
            )
        default:
            demand.unevaluatedItems.append(resolver.child(member.value, of: place, member.name))
        }
        guard let aim, case .none = aim.effect, aim.path == place.path + [member.name] else { return }
        demand.itemCounts.atLeast(1)
    }

    private func applyMembers(
        _ member: JSONMember,
        _ schema: JSONObject,
        _ place: SchemaPlace,
        in demand: inout Demand
    ) {
        switch member.name {
        case "propertyNames":
            demand.nameRules.append(resolver.child(member.value, of: place, member.name))
        case "unevaluatedProperties":
            demand.unevaluatedMembers.append(resolver.child(member.value, of: place, member.name))
        default:
            let first = ["properties", "patternProperties", "additionalProperties"].first {
                schema[$0] != nil
            }
            // The three are taken together, where the first of them stands.
            guard member.name == first else { return }
            demand.memberRules.append(memberRule(schema, place, in: &demand))
        }
    }

    private func memberRule(_ schema: JSONObject, _ place: SchemaPlace, in demand: inout Demand)
        -> Demand.MemberRule
    {
        var rule = Demand.MemberRule()
        let isOpen = breaks("properties", at: place)
        for member in schema["properties"]?.objectValue ?? JSONObject()
        where !(isOpen && member.value == false) {
            let inner = resolver.child(member.value, of: place, "properties", member.name)
            let name = ExactString(member.name)
            rule.named[name] = inner
            if !demand.known.contains(name) { demand.known.append(name) }
            if isAimed(at: inner.path) { demand.require(member.name) }
        }
        for member in schema["patternProperties"]?.objectValue ?? JSONObject()
        where !breaks("patternProperties", at: place) {
            guard let pattern = KnownPatterns.pattern(member.name) else { continue }
            let inner = resolver.child(member.value, of: place, "patternProperties", member.name)
            rule.patterns.append((pattern, inner))
        }
        let additional = breaks("additionalProperties", at: place) ? nil : schema["additionalProperties"]
        rule.additional = additional.map {
            resolver.child($0, of: place, "additionalProperties")
        }
        return rule
    }
}

extension JSONValue {
    /// The names in a `type`, which is a name or a list of names.
    var typeNames: [String] {
        stringValue.map { [$0] } ?? (arrayValue ?? []).compactMap(\.stringValue)
    }
}
