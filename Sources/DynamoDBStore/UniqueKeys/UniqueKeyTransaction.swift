import JSON
import Tables

/// The actions of a transaction, followed by those that take and free the unique values of its items.
struct UniqueKeyTransaction {
    /// An action and the definition of its table.
    typealias Action = (action: WriteAction, table: TableDefinition)

    /// A value that an item gets.
    struct Claim {
        /// The value.
        var value: UniqueValue
        /// The place of the action that gives it.
        var action: Int
        /// The unique key.
        var unique: UniqueKey
        /// The attributes of unique keys that the item has then.
        var item: Item
    }

    /// What attempts before have found out of the values' items.
    struct Findings {
        /// The holders that do not have a value any more, by value: their items expired, or were not written by a store.
        var overtaken: [ExactString: ExactString] = [:]
        /// The values that belong to another item than the one that had them.
        var foreign: Set<ExactString> = []
    }

    /// A value with the table of its items.
    private struct Place: Hashable, Comparable {
        var table: String
        var text: ExactString

        static func < (left: Place, right: Place) -> Bool {
            (left.table, left.text) < (right.table, right.text)
        }
    }

    /// All actions: those that were asked for, then those of the values.
    private(set) var actions: [Action]
    /// The values that are taken, by the place of their action.
    private(set) var claims: [Int: Claim] = [:]
    /// The values that are freed, by the place of their action.
    private(set) var releases: [Int: ExactString] = [:]
    /// The values that are taken over, by the place of the check that their holder does not have them.
    private(set) var takeovers: [Int: ExactString] = [:]

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
        var taken: [(claim: Claim, table: TableDefinition)] = []
        // Items may share a value that were there before it had to be unique.
        var holders: [Place: [ExactString]] = [:]
        for (place, (action, table)) in actions.enumerated() {
            let names = Self.names(action, table)
            guard !names.isEmpty, let key = try Self.key(of: action, in: table) else { continue }
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
                guard let after else { continue }
                guard
                    !taken.contains(where: {
                        $0.claim.value.text == after.text && $0.table.name == table.name
                    })
                else { throw .notUnique(action: place, table: table.name, attributes: unique.attributes) }
                taken.append((Claim(value: after, action: place, unique: unique, item: new ?? Item()), table))
            }
        }
        let written = Set(
            actions.compactMap { action, table in
                (try? Self.key(of: action, in: table)).map { ItemAddress(table.name, $0) }
            }
        )
        for (claim, table) in taken {
            guard let values = table.uniqueKeyTable else { continue }
            let released = holders.removeValue(forKey: Place(table: table.name, text: claim.value.text)) ?? []
            let overtaken = findings.overtaken[claim.value.text]
            claims[self.actions.count] = claim
            self.actions.append(
                (claim.value.put(in: values, over: released + [overtaken].compactMap(\.self)), values)
            )
            guard let overtaken, let key = UniqueValue.key(overtaken.string),
                !written.contains(ItemAddress(table.name, key))
            else { continue }
            takeovers[self.actions.count] = claim.value.text
            self.actions.append((.check(key, in: table.name, if: Self.lacks(claim, table)), table))
        }
        for (place, holders) in holders.sorted(by: { $0.key < $1.key })
        where !findings.foreign.contains(place.text) {
            guard let table = actions.first(where: { $0.table.name == place.table })?.table.uniqueKeyTable
            else { continue }
            releases[self.actions.count] = place.text
            self.actions.append((UniqueValue.delete(place.text, of: holders, from: table), table))
        }
    }

    /// The condition that an item does not have the values that another one gets.
    private static func lacks(_ claim: Claim, _ table: TableDefinition) -> Condition {
        .any(
            [.absent(table.key.partition.name)]
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
            guard !names.isEmpty, let key = try Self.key(of: action, in: table),
                known(action, names, key, table) == nil
            else { continue }
            unknown.append((place, ItemAddress(table.name, key)))
        }
        return unknown
    }

    /// The attributes of the unique keys that an action may change.
    private static func names(_ action: WriteAction, _ table: TableDefinition) -> Set<String> {
        switch action.operation {
        case .put, .delete: return Set(table.uniqueKeys.flatMap(\.attributes))
        case .check: return []
        case .update(_, let changes):
            let changed = Set(changes.map(\.attribute))
            return Set(
                table.uniqueKeys.map(\.attributes)
                    .filter { $0.contains(where: changed.contains) }
                    .flatMap(\.self)
            )
        }
    }

    private static func key(
        of action: WriteAction,
        in table: TableDefinition
    ) throws(TableStoreError) -> Key? {
        switch action.operation {
        case .put(let item): try table.key.key(of: item, in: table.name)
        case .update(let key, _), .delete(let key): key
        case .check: nil
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
