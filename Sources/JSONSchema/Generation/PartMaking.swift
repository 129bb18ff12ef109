import JSON

// MARK: - Arrays

extension InstanceMaker {
    /// The items of an array that a demand takes.
    mutating func items(_ demand: Demand, depth: Int) throws(NoSuchValue) -> [JSONValue] {
        let known = demand.itemRules.map(\.first.count).max() ?? 0
        let contained = demand.contained.map(\.minimum).reduce(0, +)
        var limits = demand.itemCounts
        limits.atLeast((demand.pinnedItems.keys.max() ?? -1) + 1)
        // Where there is no room for one item each, items are held to several of them.
        limits.atLeast(min(contained, 2_000, limits.maximum ?? .max))
        guard !limits.isEmpty, limits.minimum <= 3_000 else { throw NoSuchValue() }
        let extra =
            switch style {
            case .plain: aimsIntoItems(demand) ? 1 : 0
            case .typical: depth > 3 ? 0 : max(known, random.number(in: 2...3))
            case .random: depth > 3 ? 0 : random.number(in: 0...3)
            }
        var count = max(
            limits.minimum,
            style.isSimple || random.happens(percent: 50) ? extra : known
        )
        if let maximum = limits.maximum { count = min(count, maximum) }
        var items: [JSONValue] = []
        // What has to be among the items stands at the end, where no place asks for anything particular.
        var wanted = demand.contained.flatMap { Array(repeating: $0.place, count: min($0.minimum, 2_000)) }
        for position in 0..<count {
            try spend(1)
            var places = demand.itemRules.compactMap { rule in
                position < rule.first.count ? rule.first[position] : rule.rest
            }
            places += demand.pinnedItems[position] ?? []
            if position >= known { places += demand.unevaluatedItems }
            let left = count - position
            if left <= wanted.count {
                let share = (wanted.count + left - 1) / left
                places += wanted.suffix(share)
                wanted.removeLast(share)
            }
            for limit in demand.contained where limit.maximum != nil && count - position > wanted.count + 1 {
                places.append(limit.place.negated)
            }
            items.append(try item(places, besides: demand.isUnique ? items : [], depth: depth))
        }
        if demand.hasEqualItems, let first = items.first { items[items.count - 1] = first }
        return items
    }

    /// An item unlike others.
    private mutating func item(
        _ places: [SchemaPlace],
        besides others: [JSONValue],
        depth: Int
    ) throws(NoSuchValue) -> JSONValue {
        for attempt in 0..<12 {
            // A plain value is the same every time; one at random is not.
            var maker = InstanceMaker(
                resolver,
                random: random,
                style: attempt > 1 ? .random : style,
                aim: aim
            )
            maker.budget = budget
            defer {
                random = maker.random
                budget = maker.budget
            }
            let value = try maker.value(of: places, depth: depth + 1)
            if !others.contains(value) { return value }
        }
        throw NoSuchValue()
    }

    private func aimsIntoItems(_ demand: Demand) -> Bool {
        demand.itemRules.contains { rule in
            (rule.first + (rule.rest.map { [$0] } ?? [])).contains { isAimed(at: $0.path) }
        }
    }
}

// MARK: - Objects

extension InstanceMaker {
    /// The members of an object that a demand takes.
    mutating func members(_ demand: Demand, depth: Int) throws(NoSuchValue) -> JSONObject {
        var names = demand.required.filter { !demand.forbidden.contains($0) }
        guard names.count == demand.required.count else { throw NoSuchValue() }
        for name in demand.known where !names.contains(name) && !demand.forbidden.contains(name) {
            let isWanted =
                switch style {
                case .plain: aim?.optionals == .all
                case .typical: depth < 4
                case .random: random.happens(percent: max(5, 60 - 15 * depth))
                }
            if isWanted { names.append(name) }
        }
        for name in names { close(name, demand, &names) }
        var extra: [(name: ExactString, place: SchemaPlace?)] = []
        for place in demand.freshMembers { extra.append((try freshName(demand, names, depth), place)) }
        for place in demand.oddNames { extra.append((try oddName(place, depth), nil)) }
        names += extra.map(\.name)
        if style == .random, depth < 3, random.happens(percent: 25) {
            // No more than that can be had is no reason to give up.
            if let name = try? freshName(demand, names, depth) { names.append(name) }
        }
        while names.count < demand.memberCounts.minimum {
            let open = demand.known.first { !names.contains($0) && !demand.forbidden.contains($0) }
            if let open {
                names.append(open)
            } else {
                names.append(try freshName(demand, names, depth))
            }
        }
        drop(from: &names, demand, keeping: extra.map(\.name))
        if style == .random { names = random.shuffled(names) }
        var object = JSONObject()
        for name in names {
            let own = extra.filter { $0.name == name }.compactMap(\.place)
            let places = places(of: name, demand) + own
            do throws(NoSuchValue) {
                object[name.string] = try value(of: places, depth: depth + 1)
            } catch {
                guard !demand.required.contains(name), own.isEmpty else { throw error }
            }
        }
        return object
    }

    /// Adds what a member brings with it.
    private func close(_ name: ExactString, _ demand: Demand, _ names: inout [ExactString]) {
        var pending = [name]
        while let next = pending.popLast() {
            for dependency in demand.dependencies where dependency.name == next {
                for other in dependency.others
                where !names.contains(other) && !demand.forbidden.contains(other) {
                    names.append(other)
                    pending.append(other)
                }
            }
        }
    }

    /// Takes members away that need not be there, where there are too many.
    private func drop(from names: inout [ExactString], _ demand: Demand, keeping kept: [ExactString]) {
        guard let most = demand.memberCounts.maximum else { return }
        for name in names.reversed() where names.count > most {
            if !demand.required.contains(name), !kept.contains(name) { names.removeAll { $0 == name } }
        }
    }

    /// The schemas of a member.
    private func places(of name: ExactString, _ demand: Demand) -> [SchemaPlace] {
        var isKnown = false
        var places = demand.pinnedMembers[name] ?? []
        for rule in demand.memberRules {
            var own = rule.named[name].map { [$0] } ?? []
            own += rule.patterns.filter { $0.pattern.search(in: name.string) == .found }.map(\.place)
            if own.isEmpty, let additional = rule.additional { own = [additional] }
            isKnown = isKnown || !own.isEmpty
            places += own
        }
        return isKnown ? places : places + demand.unevaluatedMembers
    }

    // MARK: Names

    /// A name that is not declared.
    private mutating func freshName(
        _ demand: Demand,
        _ taken: [ExactString],
        _ depth: Int
    ) throws(NoSuchValue) -> ExactString {
        let patterns = demand.memberRules.flatMap(\.patterns)
        for attempt in 0..<12 {
            try spend(1)
            var name: String?
            if !demand.nameRules.isEmpty {
                name = try value(of: demand.nameRules, depth: depth + 1).stringValue
            } else if demand.freshMembers.isEmpty, let pattern = random.element(of: patterns), attempt < 8,
                demand.unevaluatedMembers.isEmpty || attempt > 0
            {
                name = nameMatching(pattern.pattern.source)
            } else {
                name =
                    TextScript.names.indices.contains(attempt) && style.isSimple
                    ? TextScript.names[attempt] : random.element(of: TextScript.names)
            }
            guard let name = name.map({ ExactString($0) }), !taken.contains(name),
                !demand.forbidden.contains(name), !demand.known.contains(name)
            else { continue }
            let isCaught = patterns.contains { $0.pattern.search(in: name.string) == .found }
            if isCaught, !demand.freshMembers.isEmpty { continue }
            return name
        }
        throw NoSuchValue()
    }

    /// A name that misses a schema.
    private mutating func oddName(_ place: SchemaPlace, _ depth: Int) throws(NoSuchValue) -> ExactString {
        var demand = try demand(of: [place])
        demand.restrict(to: .string)
        guard !demand.kinds.isEmpty || !demand.excluded.isEmpty else { throw NoSuchValue() }
        return ExactString(try text(demand))
    }

    /// A name that a pattern takes.
    mutating func nameMatching(_ pattern: String) -> String? {
        var demand = Demand()
        demand.patterns = [pattern]
        return try? text(demand)
    }
}
