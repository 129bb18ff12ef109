public import JSON

/// Items grouped into tables; the only state that a backend may touch.
///
/// The rules are DynamoDB's: keys, sizes, conditions, pages and transactions behave as they do there. Every
/// conforming type passes `TableStoreConformanceTests` unchanged.
public protocol TableStore: Sendable {
    /// The tables there are.
    var definitions: [TableDefinition] { get }

    /// Returns the item stored under a key, if any, as the last finished write left it.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)`` when `table` is not defined,
    ///   ``TableStoreError/invalidKey(table:attribute:reason:)`` when the key does not fit it.
    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item?

    /// Makes every change or none.
    ///
    /// Conditions and updates see the items as they were before the transaction; no other writer comes between.
    /// - Throws: ``TableStoreError/conditionFailed(action:existing:)`` for the first condition that does not hold,
    ///   or what breaks a rule for items, keys or transactions. Nothing was changed then.
    func transact(_ actions: [WriteAction]) async throws(TableStoreError)

    /// Returns a page of a partition's items in order.
    ///
    /// - Throws: ``TableStoreError`` when table, index, key, page key or limit do not fit.
    func query(_ query: Query) async throws(TableStoreError) -> Page

    /// Returns a page of all items of a table.
    ///
    /// - Throws: ``TableStoreError`` when table, page key or limit do not fit.
    func scan(_ scan: Scan) async throws(TableStoreError) -> Page

    /// The tables as they are at this moment, for an answer that takes more than one read; not for writing.
    ///
    /// A store that cannot stand still gives itself, and its readers see what is written between their reads.
    func view() async -> any TableStore
}

extension TableStore {
    /// The store itself, which goes on changing.
    public func view() async -> any TableStore { self }

    /// Makes one change.
    ///
    /// - Throws: as ``transact(_:)``.
    public func write(_ action: WriteAction) async throws(TableStoreError) {
        try await transact([action])
    }

    /// Returns all items that a query finds, however many pages that takes.
    ///
    /// - Throws: as ``query(_:)``.
    /// - Complexity: O(*n*) in the number of items found.
    public func allItems(_ query: Query) async throws(TableStoreError) -> [Item] {
        var query = query
        var items: [Item] = []
        while true {
            let page = try await self.query(query)
            if items.isEmpty { items = page.items } else { items += page.items }
            guard let next = page.next else { return items }
            query.start = next
        }
    }
}
