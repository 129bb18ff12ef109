import JSON
import Tables

/// A store with one fault, in the calls that the fault is about only.
struct FaultyStore: TableStore {
    let store: any TableStore
    let fault: Fault

    var definitions: [TableDefinition] { store.definitions }

    private var isFaulty: Bool { FaultyBackend.broken.contains(fault.description) }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await store.item(for: key, in: table)
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        guard isFaulty else { return try await store.transact(actions, token: token) }
        switch fault.injection {
        case .transaction(let change):
            var actions = actions
            change(&actions)
            // A store refuses several writes to one item, or none at all, which a careless backend may send.
            for action in actions { try await store.write(action) }
        case .lostUpdate:
            var actions = try await readingBack(actions)
            // By the time the reference would notice a concurrent write.
            actions.dropCondition(on: "updated_at")
            try await store.transact(actions)
        case .staleAttributes(let names):
            try await store.transact(try await writingBack(names, actions))
        default:
            try await store.transact(actions, token: token)
        }
    }

    /// Adds the current attributes of the record, and returns after a delay in which they may have changed.
    private func writingBack(
        _ names: Set<String>?,
        _ actions: [WriteAction]
    ) async throws(TableStoreError) -> [WriteAction] {
        var result: [WriteAction] = []
        var actions = actions
        // By the time the reference would notice a concurrent write.
        actions.dropCondition(on: "updated_at")
        for var action in actions {
            if case .update(let key, let changes) = action.operation,
                let item = try await store.item(for: key, in: action.table)
            {
                // A condition that was checked before the delay is not checked again.
                if action.condition?.holds(for: item) == true { action.condition = nil }
                // The latency of a table on another machine.
                try? await Task.sleep(for: .milliseconds(5))
                let table = store.definitions.first { $0.name == action.table }
                let keys = table?.key.attributes.map(\.name) ?? []
                let changed = Set(changes.map(\.attribute) + keys)
                let stale = item.filter { !changed.contains($0.name) && names?.contains($0.name) != false }
                let now = names == nil ? try await store.item(for: key, in: action.table) : nil
                let new = (now?.names ?? []).filter { item[$0] == nil && !changed.contains($0) }
                action.operation = .update(
                    key,
                    changes + stale.map { .set($0.name, $0.value) } + new.map { .remove($0) }
                )
            }
            result.append(action)
        }
        return result
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page {
        guard isFaulty else { return try await store.query(query) }
        switch fault.injection {
        case .query(let change):
            var query = query
            change(&query)
            return try await store.query(query)
        case .page(let change):
            var page = try await store.query(query)
            change(&page)
            page.next = nil
            return page
        default:
            return try await store.query(query)
        }
    }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try await store.scan(scan)
    }

    /// Replaces each addition by a sum that is computed from an earlier reading.
    private func readingBack(_ actions: [WriteAction]) async throws(TableStoreError) -> [WriteAction] {
        var result: [WriteAction] = []
        for var action in actions {
            if case .update(let key, let changes) = action.operation {
                let item = try await store.item(for: key, in: action.table)
                for _ in 0..<20 { await Task.yield() }
                let sums = changes.map { change in
                    guard case .add(let name, let number) = change else { return change }
                    return .set(name, .number((item?[name]?.numberValue ?? 0) + number))
                }
                action.operation = .update(key, sums)
            }
            result.append(action)
        }
        return result
    }
}

extension WriteAction {
    /// The changes of an update.
    var changes: [Change] {
        get { if case .update(_, let changes) = operation { changes } else { [] } }
        set { if case .update(let key, _) = operation { operation = .update(key, newValue) } }
    }

    /// Removes changes of an attribute from an update.
    mutating func forget(_ attribute: String) {
        changes.removeAll { $0.attribute == attribute }
    }

    /// Changes the item of a put.
    mutating func edit(_ change: (inout Item) -> Void) {
        guard case .put(var item) = operation else { return }
        change(&item)
        operation = .put(item)
    }
}

extension [WriteAction] {
    /// Changes each write to a table.
    mutating func each(in table: String, _ change: (inout WriteAction) -> Void) {
        self = map { action in
            guard action.table == table else { return action }
            var action = action
            change(&action)
            return action
        }
    }

    /// Drops every condition and check: an update of an unknown key then creates a record.
    mutating func dropConditions() {
        self = compactMap { action in
            if case .check = action.operation { return nil }
            var action = action
            action.condition = nil
            return action
        }
    }
}
