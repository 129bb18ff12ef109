import JSON
import Tables

/// A read-only view of a session's tables at one time; indexes may be older than their tables.
struct SessionView: TableStore {
    /// The current tables.
    let tables: TableState
    /// The tables from which indexes are read.
    let indexed: TableState

    var definitions: [TableDefinition] { tables.definitions }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        let (item, bytes) = try tables.sizedItem(for: key, in: table)
        RequestScope.current?.count {
            $0.countRead(of: CapacityUsage.Resource(table), bytes: bytes, isConsistent: true)
        }
        return item
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page {
        let page = try (query.index == nil ? tables : indexed).query(query)
        RequestScope.current?.count {
            $0.countRead(
                of: CapacityUsage.Resource(query.table, index: query.index),
                bytes: page.bytes,
                isConsistent: query.isConsistent
            )
        }
        return page
    }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        let page = try (scan.index == nil ? tables : indexed).scan(scan)
        RequestScope.current?.count {
            $0.countRead(
                of: CapacityUsage.Resource(scan.table, index: scan.index),
                bytes: page.bytes,
                isConsistent: scan.isConsistent
            )
        }
        return page
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        // Writes to a view are discarded.
        var copy = tables
        try copy.transact(actions)
    }

    func view() async -> any TableStore { self }
}
