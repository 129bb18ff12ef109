import Tables
import TestSupport

/// A store whose folder goes away with it.
struct FolderStore<Store: TableStore>: ForwardingStore {
    let store: Store
    private let folder: TemporaryFolder

    init(_ store: Store, in folder: TemporaryFolder) {
        self.store = store
        self.folder = folder
    }

    func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        try await store.transact(actions, ifUnchanged: reads)
    }
}

extension FolderStore: StreamingStore where Store: StreamingStore {
    func changes(
        of table: String,
        after number: Int,
        limit: Int
    ) async throws(StreamError) -> [ChangeRecord] {
        try await store.changes(of: table, after: number, limit: limit)
    }
}
