import JSON
import Tables

/// The tables of a session at one moment, for reading; an index may be older than its table.
struct SessionView: TableStore {
    /// The tables as they are.
    let tables: TableState
    /// The tables as the indexes still show them.
    let indexed: TableState

    var definitions: [TableDefinition] { tables.definitions }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        let (item, bytes) = try tables.sizedItem(for: key, in: table)
        RequestScope.current?.count {
            $0.countRead(of: CapacityUsage.Place(table), bytes: bytes, isConsistent: true)
        }
        return item
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page {
        let page = try (query.index == nil ? tables : indexed).query(query)
        RequestScope.current?.count {
            $0.countRead(
                of: CapacityUsage.Place(query.table, index: query.index),
                bytes: page.bytes,
                isConsistent: query.index == nil
            )
        }
        return page
    }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        let page = try tables.scan(scan)
        RequestScope.current?.count {
            $0.countRead(of: CapacityUsage.Place(scan.table), bytes: page.bytes)
        }
        return page
    }

    func transact(_ actions: [WriteAction]) async throws(TableStoreError) {
        // A view is for reading; what is written to it is seen by nobody.
        var copy = tables
        try copy.transact(actions)
    }

    func view() async -> any TableStore { self }
}
