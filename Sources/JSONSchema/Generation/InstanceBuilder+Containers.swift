import JSON

// MARK: - Arrays

extension InstanceBuilder {
    /// The items of an array that a constraints takes.
    mutating func items(_ constraints: ValueConstraints, depth: Int) throws(Unsatisfiable) -> [JSONValue] {
        let known = constraints.itemRules.map(\.first.count).max() ?? 0
        let contained = constraints.contained.map(\.minimum).reduce(0, +)
        var limits = constraints.itemCounts
        limits.atLeast((constraints.pinnedItems.keys.max() ?? -1) + 1)
        // Where there is no room for one item each, items have to satisfy several of them.
        limits.atLeast(min(contained, 2_000, limits.maximum ?? .max))
        guard !limits.isEmpty, limits.minimum <= 3_000 else { throw Unsatisfiable() }
        let extra =
            switch style {
            case .plain: targetsItems(constraints) ? 1 : 0
            case .typical: depth > 3 ? 0 : max(known, random.number(in: 2...3))
            case .random: depth > 3 ? 0 : random.number(in: 0...3)
            }
        var count = max(
            limits.minimum,
            style.isSimple || random.happens(percent: 50) ? extra : known
        )
        if let maximum = limits.maximum { count = min(count, maximum) }
        var items: [JSONValue] = []
        // Required items are at the end, where no place has constraints of its own.
        var wanted = constraints.contained.flatMap {
            Array(repeating: $0.place, count: min($0.minimum, 2_000))
        }
        for position in 0..<count {
            try spend(1)
            var places = constraints.itemRules.compactMap { rule in
                position < rule.first.count ? rule.first[position] : rule.rest
            }
            places += constraints.pinnedItems[position] ?? []
            if position >= known { places += constraints.unevaluatedItems }
            let left = count - position
            if left <= wanted.count {
                let share = (wanted.count + left - 1) / left
                places += wanted.suffix(share)
                wanted.removeLast(share)
            }
            for limit in constraints.contained
            where limit.maximum != nil && count - position > wanted.count + 1 {
                places.append(limit.place.negated)
            }
            items.append(try item(places, besides: constraints.isUnique ? items : [], depth: depth))
        }
        if constraints.hasEqualItems, let first = items.first { items[items.count - 1] = first }
        return items
    }

    /// An item unlike others.
    private mutating func item(
        _ places: [SchemaPlace],
        besides others: [JSONValue],
        depth: Int
    ) throws(Unsatisfiable) -> JSONValue {
        for attempt in 0..<12 {
            // A plain value is the same every time; one at random is not.
            var builder = InstanceBuilder(
                resolver,
                random: random,
                style: attempt > 1 ? .random : style,
                goal: goal
            )
            builder.budget = budget
            defer {
                random = builder.random
                budget = builder.budget
            }
            let value = try builder.value(of: places, depth: depth + 1)
            if !others.contains(value) { return value }
        }
        throw Unsatisfiable()
    }

    private func targetsItems(_ constraints: ValueConstraints) -> Bool {
        constraints.itemRules.contains { rule in
            (rule.first + (rule.rest.map { [$0] } ?? [])).contains { isTargeted(at: $0.path) }
        }
    }
}

// MARK: - Objects

extension InstanceBuilder {
    /// The members of an object that a constraints takes.
    mutating func members(_ constraints: ValueConstraints, depth: Int) throws(Unsatisfiable) -> JSONObject {
        var names = constraints.required.filter { !constraints.forbidden.contains($0) }
        guard names.count == constraints.required.count else { throw Unsatisfiable() }
        for name in constraints.known where !names.contains(name) && !constraints.forbidden.contains(name) {
            let isWanted =
                switch style {
                case .plain: goal?.optionals == .all
                case .typical: depth < 4
                case .random: random.happens(percent: max(5, 60 - 15 * depth))
                }
            if isWanted { names.append(name) }
        }
        for name in names { close(name, constraints, &names) }
        var extra: [(name: ExactString, place: SchemaPlace?)] = []
        for place in constraints.freshMembers {
            extra.append((try freshName(constraints, names, depth), place))
        }
        for place in constraints.oddNames { extra.append((try oddName(place, depth), nil)) }
        names += extra.map(\.name)
        if style == .random, depth < 3, random.happens(percent: 25) {
            // No more than that can be had is no reason to give up.
            if let name = try? freshName(constraints, names, depth) { names.append(name) }
        }
        while names.count < constraints.memberCounts.minimum {
            let open = constraints.known.first { !names.contains($0) && !constraints.forbidden.contains($0) }
            if let open {
                names.append(open)
            } else {
                names.append(try freshName(constraints, names, depth))
            }
        }
        drop(from: &names, constraints, keeping: extra.map(\.name))
        if style == .random { names = random.shuffled(names) }
        var object = JSONObject()
        for name in names {
            let own = extra.filter { $0.name == name }.compactMap(\.place)
            let places = places(of: name, constraints) + own
            do throws(Unsatisfiable) {
                object[name.string] = try value(of: places, depth: depth + 1)
            } catch {
                guard !constraints.required.contains(name), own.isEmpty else { throw error }
            }
        }
        return object
    }

    /// Adds what a member brings with it.
    private func close(_ name: ExactString, _ constraints: ValueConstraints, _ names: inout [ExactString]) {
        var pending = [name]
        while let next = pending.popLast() {
            for dependency in constraints.dependencies where dependency.name == next {
                for other in dependency.others
                where !names.contains(other) && !constraints.forbidden.contains(other) {
                    names.append(other)
                    pending.append(other)
                }
            }
        }
    }

    /// Removes optional members, where there are too many.
    private func drop(
        from names: inout [ExactString],
        _ constraints: ValueConstraints,
        keeping kept: [ExactString]
    ) {
        guard let most = constraints.memberCounts.maximum else { return }
        for name in names.reversed() where names.count > most {
            if !constraints.required.contains(name), !kept.contains(name) { names.removeAll { $0 == name } }
        }
    }

    /// The schemas of a member.
    private func places(of name: ExactString, _ constraints: ValueConstraints) -> [SchemaPlace] {
        var isKnown = false
        var places = constraints.pinnedMembers[name] ?? []
        for rule in constraints.memberRules {
            var own = rule.named[name].map { [$0] } ?? []
            own += rule.patterns.filter { $0.pattern.search(in: name.string) == .found }.map(\.place)
            if own.isEmpty, let additional = rule.additional { own = [additional] }
            isKnown = isKnown || !own.isEmpty
            places += own
        }
        return isKnown ? places : places + constraints.unevaluatedMembers
    }

    // MARK: Names

    /// A name that is not declared.
    private mutating func freshName(
        _ constraints: ValueConstraints,
        _ taken: [ExactString],
        _ depth: Int
    ) throws(Unsatisfiable) -> ExactString {
        let patterns = constraints.memberRules.flatMap(\.patterns)
        for attempt in 0..<12 {
            try spend(1)
            var name: String?
            if !constraints.nameRules.isEmpty {
                name = try value(of: constraints.nameRules, depth: depth + 1).stringValue
            } else if constraints.freshMembers.isEmpty, let pattern = random.element(of: patterns),
                attempt < 8,
                constraints.unevaluatedMembers.isEmpty || attempt > 0
            {
                name = nameMatching(pattern.pattern.source)
            } else {
                name =
                    TextScript.names.indices.contains(attempt) && style.isSimple
                    ? TextScript.names[attempt] : random.element(of: TextScript.names)
            }
            guard let name = name.map({ ExactString($0) }), !taken.contains(name),
                !constraints.forbidden.contains(name), !constraints.known.contains(name)
            else { continue }
            let isCaught = patterns.contains { $0.pattern.search(in: name.string) == .found }
            if isCaught, !constraints.freshMembers.isEmpty { continue }
            return name
        }
        throw Unsatisfiable()
    }

    /// A name that misses a schema.
    private mutating func oddName(_ place: SchemaPlace, _ depth: Int) throws(Unsatisfiable) -> ExactString {
        var constraints = try constraints(of: [place])
        constraints.restrict(to: .string)
        guard !constraints.kinds.isEmpty || !constraints.excluded.isEmpty else { throw Unsatisfiable() }
        return ExactString(try text(constraints))
    }

    /// A name that a pattern takes.
    mutating func nameMatching(_ pattern: String) -> String? {
        var constraints = ValueConstraints()
        constraints.patterns = [pattern]
        return try? text(constraints)
    }
}
