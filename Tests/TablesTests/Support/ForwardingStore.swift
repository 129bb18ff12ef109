import JSON
import Tables

/// A store that passes everything on to another one, but for what it does itself.
protocol ForwardingStore: TableStore {
    associatedtype Store: TableStore
    var store: Store { get }
}

extension ForwardingStore {
    var definitions: [TableDefinition] { store.definitions }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await store.item(for: key, in: table)
    }

    func transactionalItems(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?] {
        try await store.transactionalItems(addresses)
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try await store.transact(actions, token: token)
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page { try await store.query(query) }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page { try await store.scan(scan) }
}
