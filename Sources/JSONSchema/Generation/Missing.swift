import JSON

extension InstanceMaker {
    /// Asks for a value that misses a schema: one keyword of it, chosen at random.
    mutating func miss(
        _ schema: JSONObject,
        at place: SchemaPlace,
        in demand: inout Demand,
        _ pending: inout [SchemaPlace]
    ) -> Bool {
        for member in random.shuffled(schema.members) {
            let held = demand
            if miss(member, of: schema, at: place, variant: nil, in: &demand, &pending),
                !demand.kinds.isEmpty
            {
                return true
            }
            demand = held
        }
        return false
    }

    /// Asks for a value that misses one keyword, and returns whether there is such a way.
    ///
    /// Of several ways `variant`, counted from 0, chooses one; `nil` leaves it to chance.
    mutating func miss(
        _ member: JSONMember,
        of schema: JSONObject,
        at place: SchemaPlace,
        variant: Int?,
        in demand: inout Demand,
        _ pending: inout [SchemaPlace]
    ) -> Bool {
        switch member.name {
        case "type", "enum", "const":
            missChoice(member, variant, in: &demand)
        case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf":
            variant ?? 0 == 0 && missNumber(member, in: &demand)
        case "minLength", "maxLength", "pattern", "format":
            variant ?? 0 == 0 && missText(member, in: &demand)
        case "minItems", "maxItems", "uniqueItems", "contains", "items", "prefixItems", "unevaluatedItems":
            missItems(member, of: schema, at: place, variant, in: &demand)
        case "minProperties", "maxProperties", "required", "dependentRequired", "properties",
            "patternProperties", "additionalProperties", "propertyNames", "unevaluatedProperties":
            missMembers(member, of: schema, at: place, variant, in: &demand)
        default:
            missInPlace(member, of: schema, at: place, variant, in: &demand, &pending)
        }
    }

    /// One of several ways: the one of a number, or any.
    private mutating func way<Way>(_ variant: Int?, of ways: [Way]) -> Way? {
        guard let variant else { return random.element(of: ways) }
        return ways.indices.contains(variant) ? ways[variant] : nil
    }

    // MARK: The value itself

    private mutating func missChoice(_ member: JSONMember, _ variant: Int?, in demand: inout Demand) -> Bool {
        if member.name == "type" {
            let names = member.value.typeNames
            let taken = names.map { $0 == "integer" ? "number" : $0 }
            var ways = ValueKind.allCases.filter { !taken.contains($0.rawValue) }
            let isFractionMissing = names.contains("integer") && !names.contains("number")
            if isFractionMissing { ways.append(.number) }
            guard let kind = way(variant, of: ways) else { return false }
            if kind == .number, isFractionMissing { demand.isFraction = true }
            demand.restrict(to: kind)
            return true
        }
        let values = member.name == "const" ? [member.value] : member.value.arrayValue ?? []
        demand.excluded += values
        let kinds = Set(values.map(ValueKind.init(of:)))
        let rest = Set(ValueKind.allCases).subtracting(kinds)
        switch variant {
        case nil: return true
        case 0: demand.kinds.formIntersection(kinds)
        case 1:
            guard let text = values.lazy.compactMap(\.stringValue).first, text.uppercased() != text else {
                return false
            }
            demand.restrict(to: [.string(text.uppercased())])
        case 2: demand.kinds.formIntersection(rest)
        default: return false
        }
        return true
    }

    private func missNumber(_ member: JSONMember, in demand: inout Demand) -> Bool {
        guard let number = member.value.numberValue else { return false }
        demand.restrict(to: .number)
        switch member.name {
        case "minimum": demand.lower(to: number, isExclusive: true)
        case "exclusiveMinimum": demand.lower(to: number, isExclusive: false)
        case "maximum": demand.raise(to: number, isExclusive: true)
        case "exclusiveMaximum": demand.raise(to: number, isExclusive: false)
        default: demand.nonDivisors.append(number)
        }
        return true
    }

    /// A text longer than this is not made only to be too long.
    private static var longestText: Int { 1_000_000 }
    /// More items or members than this are not made only to be too many.
    private static var mostParts: Int { 2_000 }

    private func missText(_ member: JSONMember, in demand: inout Demand) -> Bool {
        demand.restrict(to: .string)
        switch member.name {
        case "minLength":
            guard let count = member.value.intValue, count > 0 else { return false }
            demand.lengths.atMost(count - 1)
        case "maxLength":
            guard let count = member.value.intValue, count < Self.longestText else { return false }
            demand.lengths.atLeast(count + 1)
        case "pattern":
            guard let pattern = member.value.stringValue else { return false }
            demand.nonPatterns.append(pattern)
        default:
            guard let format = member.value.stringValue else { return false }
            demand.nonFormats.append(format)
        }
        return true
    }

    // MARK: Items

    private mutating func missItems(
        _ member: JSONMember,
        of schema: JSONObject,
        at place: SchemaPlace,
        _ variant: Int?,
        in demand: inout Demand
    ) -> Bool {
        demand.restrict(to: .array)
        let prefix = schema["prefixItems"]?.arrayValue?.count ?? 0
        switch member.name {
        case "prefixItems":
            let all = branches(member, place)
            guard let (number, inner) = way(variant, of: Array(all.enumerated())) else { return false }
            demand.pinnedItems[number, default: []].append(inner.negated)
            demand.itemCounts.atLeast(number + 1)
            return true
        case "contains":
            let inner = resolver.child(member.value, of: place, "contains")
            let minimum = schema["minContains"]?.intValue ?? 1
            let ways = (minimum > 0 ? [false] : []) + (schema["maxContains"] == nil ? [] : [true])
            guard let isTooMany = way(variant, of: ways) else { return false }
            if isTooMany, let maximum = schema["maxContains"]?.intValue, maximum < Self.mostParts {
                demand.contained.append(Demand.Contained(place: inner, minimum: maximum + 1))
            } else {
                demand.itemRules.append(Demand.ItemRule(rest: inner.negated))
            }
            return true
        default: break
        }
        guard variant ?? 0 == 0 else { return false }
        switch member.name {
        case "minItems":
            guard let count = member.value.intValue, count > 0 else { return false }
            demand.itemCounts.atMost(count - 1)
        case "maxItems":
            guard let count = member.value.intValue, count < Self.mostParts else { return false }
            demand.itemCounts.atLeast(count + 1)
        case "uniqueItems":
            guard member.value == true else { return false }
            demand.hasEqualItems = true
            demand.itemCounts.atLeast(2)
        default:
            let inner = resolver.child(member.value, of: place, member.name)
            let position = member.name == "items" ? prefix : demand.itemRules.map(\.first.count).max() ?? 0
            demand.pinnedItems[position, default: []].append(inner.negated)
            demand.itemCounts.atLeast(position + 1)
        }
        return true
    }

    // MARK: Members

    private mutating func missMembers(
        _ member: JSONMember,
        of schema: JSONObject,
        at place: SchemaPlace,
        _ variant: Int?,
        in demand: inout Demand
    ) -> Bool {
        demand.restrict(to: .object)
        let map = member.value.objectValue ?? JSONObject()
        switch member.name {
        case "required":
            guard let name = way(variant, of: member.value.arrayValue ?? [])?.stringValue else {
                return false
            }
            demand.forbidden.insert(ExactString(name))
            for other in member.value.arrayValue ?? [] where variant != nil && other.stringValue != name {
                demand.require(other.stringValue ?? "")
            }
        case "dependentRequired":
            let pairs = map.flatMap { entry in
                (entry.value.arrayValue ?? []).compactMap { other in
                    other.stringValue.map { (entry.name, $0) }
                }
            }
            guard let (name, other) = way(variant, of: pairs) else { return false }
            demand.require(name)
            demand.forbidden.insert(ExactString(other))
        case "properties":
            guard let entry = way(variant, of: map.members) else { return false }
            let inner = resolver.child(entry.value, of: place, "properties", entry.name)
            demand.require(entry.name)
            demand.pinnedMembers[ExactString(entry.name), default: []].append(inner.negated)
        case "patternProperties":
            guard let entry = way(variant, of: map.members), let name = nameMatching(entry.name) else {
                return false
            }
            let inner = resolver.child(entry.value, of: place, member.name, entry.name)
            demand.require(name)
            demand.pinnedMembers[ExactString(name), default: []].append(inner.negated)
        default:
            guard variant ?? 0 == 0 else { return false }
            return missMembers(member, at: place, in: &demand)
        }
        return true
    }

    private mutating func missMembers(
        _ member: JSONMember,
        at place: SchemaPlace,
        in demand: inout Demand
    ) -> Bool {
        switch member.name {
        case "minProperties":
            guard let count = member.value.intValue, count > 0 else { return false }
            demand.memberCounts.atMost(count - 1)
        case "maxProperties":
            guard let count = member.value.intValue, count < Self.mostParts else { return false }
            demand.memberCounts.atLeast(count + 1)
        case "propertyNames":
            demand.oddNames.append(resolver.child(member.value, of: place, member.name).negated)
        default:
            demand.freshMembers.append(resolver.child(member.value, of: place, member.name).negated)
        }
        return true
    }

    // MARK: The same value

    private mutating func missInPlace(
        _ member: JSONMember,
        of schema: JSONObject,
        at place: SchemaPlace,
        _ variant: Int?,
        in demand: inout Demand,
        _ pending: inout [SchemaPlace]
    ) -> Bool {
        switch member.name {
        case "$ref", "$dynamicRef":
            guard variant ?? 0 == 0, let text = member.value.stringValue,
                let target = resolver.target(of: text, member.name, in: place)
            else { return false }
            pending.append(target.negated)
        case "not":
            guard variant ?? 0 == 0 else { return false }
            pending.append(resolver.child(member.value, of: place, "not"))
        case "allOf":
            guard let branch = way(variant, of: branches(member, place)) else { return false }
            pending.append(branch.negated)
        case "anyOf":
            guard variant ?? 0 == 0 else { return false }
            pending += branches(member, place).map(\.negated)
        case "oneOf":
            let all = branches(member, place)
            guard let isNone = way(variant, of: all.count > 1 ? [true, false] : [true]) else { return false }
            pending += isNone ? all.map(\.negated) : Array(random.shuffled(all).prefix(2))
        case "if":
            let test = resolver.child(member.value, of: place, "if")
            let ways = ["then", "else"].filter { schema[$0] != nil }
            guard let branch = way(variant, of: ways), let inner = schema[branch] else { return false }
            pending.append(branch == "then" ? test : test.negated)
            pending.append(resolver.child(inner, of: place, branch).negated)
        case "dependentSchemas":
            guard let entry = way(variant, of: member.value.objectValue?.members ?? []) else { return false }
            demand.require(entry.name)
            pending.append(resolver.child(entry.value, of: place, member.name, entry.name).negated)
        default:
            return false
        }
        return true
    }
}
