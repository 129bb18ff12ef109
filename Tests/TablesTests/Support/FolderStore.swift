import JSON
import Tables
import TestSupport

/// A store whose folder goes away with it.
struct FolderStore: TableStore {
    private let store: any TableStore
    private let folder: TemporaryFolder

    init(_ store: any TableStore, in folder: TemporaryFolder) {
        self.store = store
        self.folder = folder
    }

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

    func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        try await store.transact(actions, ifUnchanged: reads)
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page { try await store.query(query) }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page { try await store.scan(scan) }
}
