import JSON
import Tables

/// What one attempt has read and is going to write.
///
/// Reads see the tables as they were at the attempt's beginning, with what the attempt itself has written.
struct Transaction {
    /// A record by table and key.
    private struct Target: Hashable {
        var table: String
        var key: Key
    }

    /// What is going to happen to a record.
    fileprivate enum Pending {
        /// It is stored; `isNew` says that there must be none.
        case put(Item, isNew: Bool)
        /// It is changed to what is given.
        case update(Item, [Change])
        case delete
    }

    /// The tables at the beginning.
    let view: any TableStore
    /// Whether what is read becomes a condition of what is written.
    let isTracked: Bool
    private var reads = ReadSet()
    private var pending: [Target: Pending] = [:]
    /// The records to be written, in order; those of which there may be many come first.
    private var single: [Target] = []
    private var bulk: [Target] = []
    /// The names of the partition keys of tables that are written.
    private var partitionNames: [String: String] = [:]

    init(view: any TableStore, isTracked: Bool) {
        self.view = view
        self.isTracked = isTracked
    }

    // MARK: Reading

    /// Reads the record of a key.
    mutating func item(for key: Key, in table: TableDefinition) async throws(Interruption) -> Item? {
        if !pending.isEmpty, let write = pending[Target(table: table.name, key: key)] { return write.item }
        do {
            let item = try await view.item(for: key, in: table.name)
            if isTracked { reads.insert(item, for: key, in: table.name) }
            return item
        } catch {
            throw .store(error)
        }
    }

    /// Reads a page of a partition.
    mutating func page(_ query: Query) async throws(TableStoreError) -> Page {
        let page = try await view.query(query)
        if isTracked { reads.insert(page.items, of: query) }
        return page
    }

    /// Reads a page of a table.
    mutating func page(_ scan: Scan) async throws(TableStoreError) -> Page {
        let page = try await view.scan(scan)
        if isTracked { reads.insert(page.items, of: scan) }
        return page
    }

    /// Brings what was read of a table up to date with what the attempt has written, as far as that fits.
    func overlaid(_ items: [Item], of table: TableDefinition, fits: (Item) -> Bool) -> [Item] {
        guard pending.contains(where: { $0.key.table == table.name }) else { return items }
        var result = items.filter { item in
            guard let key = try? table.key.key(of: item, in: table.name) else { return true }
            return pending[Target(table: table.name, key: key)] == nil
        }
        for target in bulk + single where target.table == table.name {
            guard let item = pending[target]?.item, fits(item) else { continue }
            result.append(item)
        }
        return result
    }

    // MARK: Writing

    /// Stores a record; `isNew` says that there must be none of its key.
    mutating func put(_ item: Item, in table: TableDefinition, isNew: Bool) throws(Interruption) {
        let target = try self.target(of: item, in: table)
        if let old = pending[target] {
            // A record that the attempt has deleted or changed before exists in the tables.
            if case .put(_, let wasNew) = old { return pending[target] = .put(item, isNew: wasNew) }
            return pending[target] = .put(item, isNew: false)
        }
        pending[target] = .put(item, isNew: isNew)
        single.append(target)
    }

    /// Changes a record, alone or as one of many, and returns the changed one.
    mutating func update(
        _ item: Item,
        in table: TableDefinition,
        _ changes: [Change],
        isOneOfMany: Bool
    ) throws(Interruption) -> Item {
        var new = item
        do {
            for change in changes { try change.apply(to: &new, in: table.name) }
        } catch {
            throw .store(error)
        }
        guard new != item else { return item }
        let target = try self.target(of: item, in: table)
        switch pending[target] {
        case .put(_, let isNew): pending[target] = .put(new, isNew: isNew)
        case .update(_, let earlier): pending[target] = .update(new, earlier + changes)
        case .delete: return item
        case nil:
            pending[target] = .update(new, changes)
            if isOneOfMany { bulk.append(target) } else { single.append(target) }
        }
        return new
    }

    /// Deletes a record.
    mutating func delete(
        _ item: Item,
        in table: TableDefinition,
        isOneOfMany: Bool
    ) throws(Interruption) {
        let target = try self.target(of: item, in: table)
        switch pending[target] {
        case .put(_, isNew: true):
            pending[target] = nil
            single.removeAll { $0 == target }
        case nil:
            pending[target] = .delete
            if isOneOfMany { bulk.append(target) } else { single.append(target) }
        default:
            pending[target] = .delete
        }
    }

    /// What is to be written, if what was read is still so; it does not refer to the view.
    var writes: Writes {
        var actions: [WriteAction] = []
        actions.reserveCapacity(pending.count)
        for target in bulk + single {
            switch pending[target] {
            case .put(let item, let isNew)?:
                guard let name = partitionNames[target.table] else { continue }
                actions.append(.put(item, in: target.table, if: isNew ? .absent(name) : nil))
            case .update(_, let changes)?:
                guard let name = partitionNames[target.table] else { continue }
                actions.append(.update(target.key, in: target.table, changes, if: .exists(name)))
            case .delete?:
                actions.append(.delete(target.key, in: target.table))
            case nil:
                continue
            }
        }
        return Writes(actions: actions, reads: reads)
    }

    private mutating func target(of item: Item, in table: TableDefinition) throws(Interruption) -> Target {
        partitionNames[table.name] = table.key.partition.name
        do {
            return Target(table: table.name, key: try table.key.key(of: item, in: table.name))
        } catch {
            throw .store(error)
        }
    }
}

/// What a transaction writes, and what must be as it was read for that.
struct Writes {
    let actions: [WriteAction]
    let reads: ReadSet

    /// Writes everything, if what was read is still so.
    func commit(to store: any TableStore) async throws(Interruption) {
        guard !actions.isEmpty else { return }
        do {
            try await store.transact(actions, ifUnchanged: reads)
        } catch {
            switch error {
            // Who has taken a unique value is read by the next attempt, which refuses.
            case .conflict, .conditionFailed, .notUnique: throw .conflict
            default: throw .store(error)
            }
        }
    }
}

extension Transaction.Pending {
    /// The record afterwards.
    fileprivate var item: Item? {
        switch self {
        case .put(let item, _), .update(let item, _): item
        case .delete: nil
        }
    }
}
