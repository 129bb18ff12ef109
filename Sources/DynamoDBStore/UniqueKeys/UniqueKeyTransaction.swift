import JSON
import Tables

/// The actions of a transaction, followed by those that take and free the unique values of its items.
struct UniqueKeyTransaction {
    /// An action and the definition of its table.
    typealias Action = (action: WriteAction, table: TableDefinition)

    /// The text of a value, with the table whose items have it.
    struct Place: Hashable, Comparable {
        var table: String
        var text: ExactString

        static func < (left: Place, right: Place) -> Bool {
            (left.table, left.text) < (right.table, right.text)
        }
    }

    /// A value that an item gets.
    struct Claim {
        /// The value.
        var value: UniqueValue
        /// The unique key.
        var unique: UniqueKey
        /// The table of the item.
        var table: TableDefinition
        /// The attributes of unique keys that the item has then.
        var item: Item
        /// The place of the action that gives it.
        var action: Int

        /// The text of the value, with the table.
        var place: Place { Place(table: table.name, text: value.text) }
    }

    /// What attempts before have found out of the values' items.
    struct Findings {
        /// The holders that do not have a value any more: their items expired, or were not written by a store.
        var overtaken: [Place: ExactString] = [:]
        /// The values that belong to another item than the one that had them.
        var foreign: Set<Place> = []
    }

    /// All actions: those that were asked for, then those of the values.
    private(set) var actions: [Action]
    /// The values that are taken, by the place of their action.
    private(set) var claims: [Int: Claim] = [:]
    /// The values that are freed, by the place of their action.
    private(set) var releases: [Int: Place] = [:]
    /// The values that are taken over, by the place of the check that their holder does not have them any more.
    private(set) var takeovers: [Int: [Place]] = [:]

    /// Adds the actions of the values.
    ///
    /// - Parameters:
    ///   - actions: The actions that were asked for.
    ///   - items: The items before actions whose conditions do not say what they are, by place; what they are becomes
    ///     a condition.
    ///   - findings: What attempts before have found out.
    /// - Throws: ``TableStoreError/notUnique(action:table:attributes:)`` when two actions give the same value.
    init(_ actions: [Action], before items: [Int: Item], _ findings: Findings) throws(TableStoreError) {
        self.actions = actions
        var taken: [Claim] = []
        // Items may share a value that were there before it had to be unique.
        var holders: [Place: [ExactString]] = [:]
        for (place, (action, table)) in actions.enumerated() {
            let names = Self.names(action, table)
            guard !names.isEmpty else { continue }
            let key = try Self.key(of: action, in: table)
            let old: Item
            if let item = items[place] {
                old = item
                self.actions[place].action.condition = Self.condition(
                    action.condition,
                    item,
                    names,
                    table
                )
            } else {
                old = Self.known(action, names, key, table) ?? Item()
            }
            let new = try Self.item(after: action, old, in: table)
            for unique in table.uniqueKeys where unique.attributes.contains(where: names.contains) {
                let before = UniqueValue(unique, of: old, with: key)
                let after = new.flatMap { UniqueValue(unique, of: $0, with: key) }
                guard before != after else { continue }
                if let before {
                    holders[Place(table: table.name, text: before.text), default: []].append(before.holder)
                }
                guard let new, let after else { continue }
                let claim = Claim(value: after, unique: unique, table: table, item: new, action: place)
                guard !taken.contains(where: { $0.place == claim.place }) else {
                    throw .notUnique(action: place, table: table.name, attributes: unique.attributes)
                }
                taken.append(claim)
            }
        }
        for claim in taken {
            let released = holders.removeValue(forKey: claim.place) ?? []
            take(claim, from: [claim.value.holder] + released, findings.overtaken[claim.place])
        }
        for (place, holders) in holders.sorted(by: { $0.key < $1.key })
        where !findings.foreign.contains(place) {
            free(place, of: holders)
        }
    }

    /// Adds the action that takes a value from holders, and from one that does not have it any more.
    private mutating func take(_ claim: Claim, from holders: [ExactString], _ overtaken: ExactString?) {
        guard let values = claim.table.uniqueKeyTable else { return }
        claims[actions.count] = claim
        let holders = holders + [overtaken].compactMap(\.self)
        actions.append((claim.value.put(in: values, over: holders), values))
        guard let overtaken, let key = UniqueValue.key(overtaken.string) else { return }
        let lacks = Self.lacks(claim)
        let place = actions.firstIndex { action, table in
            table.name == claim.table.name && (try? Self.key(of: action, in: table)) == key
        }
        guard let place else {
            takeovers[actions.count] = [claim.place]
            return actions.append((.check(key, in: claim.table.name, if: lacks), claim.table))
        }
        // An item has one action at most; what is written here has its own conditions.
        guard case .check = actions[place].action.operation else { return }
        let condition = actions[place].action.condition
        actions[place].action.condition = condition.map { .all([$0, lacks]) } ?? lacks
        takeovers[place, default: []].append(claim.place)
    }

    /// Adds the action that frees a value.
    private mutating func free(_ place: Place, of holders: [ExactString]) {
        let table = actions.first { $0.table.name == place.table }?.table
        guard let values = table?.uniqueKeyTable else { return }
        releases[actions.count] = place
        actions.append((UniqueValue.delete(place.text, of: holders, from: values), values))
    }

    /// The condition that an item does not have the values that another one gets.
    private static func lacks(_ claim: Claim) -> Condition {
        .any(
            [.absent(claim.table.key.partition.name)]
                + claim.unique.attributes.compactMap { name in
                    claim.item[name].map { .not(.equals(name, $0)) }
                }
        )
    }

    /// The places of the actions for which the items before them have to be read.
    static func unknown(_ actions: [Action]) throws(TableStoreError) -> [(place: Int, address: ItemAddress)] {
        var unknown: [(place: Int, address: ItemAddress)] = []
        for (place, (action, table)) in actions.enumerated() {
            let names = Self.names(action, table)
            guard !names.isEmpty else { continue }
            let key = try Self.key(of: action, in: table)
            guard known(action, names, key, table) == nil else { continue }
            unknown.append((place, ItemAddress(table.name, key)))
        }
        return unknown
    }

    /// The attributes of the unique keys that an action may change.
    private static func names(_ action: WriteAction, _ table: TableDefinition) -> Set<String> {
        Set(table.uniqueKeys(changedBy: action).flatMap(\.attributes))
    }

    private static func key(
        of action: WriteAction,
        in table: TableDefinition
    ) throws(TableStoreError) -> Key {
        switch action.operation {
        case .put(let item): try table.key.key(of: item, in: table.name)
        case .update(let key, _), .delete(let key), .check(let key): key
        }
    }

    private static func known(
        _ action: WriteAction,
        _ names: Set<String>,
        _ key: Key,
        _ table: TableDefinition
    ) -> Item? {
        let known = KnownItem(action.condition)
        if known.isAbsent(in: table) { return Item() }
        let keyNames = table.key.attributes.map(\.name)
        // Whether there is an item decides whether it has a value that its key alone makes.
        let isOfKey = table.uniqueKeys.contains { $0.attributes.allSatisfy(keyNames.contains) }
        guard known.isThere || !isOfKey, var item = known.item(names.subtracting(keyNames)) else {
            return nil
        }
        if names.contains(table.key.partition.name) { item[table.key.partition.name] = key.partition.json }
        if let sort = table.key.sort, names.contains(sort.name) { item[sort.name] = key.sort?.json }
        return item
    }

    /// The condition that an item is still as it was read, besides another one.
    private static func condition(
        _ condition: Condition?,
        _ item: Item,
        _ names: Set<String>,
        _ table: TableDefinition
    ) -> Condition {
        var conditions = condition.map { [$0] } ?? []
        if item.isEmpty {
            conditions.append(.absent(table.key.partition.name))
        } else {
            conditions.append(.exists(table.key.partition.name))
            for name in names.sorted() where !table.key.attributes.contains(where: { $0.name == name }) {
                conditions.append(item[name].map { .equals(name, $0) } ?? .absent(name))
            }
        }
        return .all(conditions)
    }

    private static func item(
        after action: WriteAction,
        _ old: Item,
        in table: TableDefinition
    ) throws(TableStoreError) -> Item? {
        switch action.operation {
        case .put(let item): return item
        case .delete: return nil
        case .check: return old
        case .update(_, let changes):
            var item = old
            for change in changes
            where table.uniqueKeys.contains(where: { $0.attributes.contains(change.attribute) }) {
                try change.apply(to: &item, in: table.name)
            }
            return item
        }
    }
}

extension UniqueValue {
    /// Writes the item of the value, unless another holder than the given ones has it.
    fileprivate func put(in table: TableDefinition, over holders: [ExactString]) -> WriteAction {
        .put(
            [Self.valueName: .string(text.string), Self.holderName: .string(holder.string)],
            in: table.name,
            if: Self.isFree(or: holders)
        )
    }

    /// Deletes the item of a value, unless another holder has it.
    fileprivate static func delete(
        _ text: ExactString,
        of holders: [ExactString],
        from table: TableDefinition
    ) -> WriteAction {
        .delete(Key(.string(text.string)), in: table.name, if: isFree(or: holders))
    }

    private static func isFree(or holders: [ExactString]) -> Condition {
        .any([.absent(valueName)] + holders.map { .equals(holderName, .string($0.string)) })
    }
}
