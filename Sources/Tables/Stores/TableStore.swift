public import JSON

/// A store of items in tables; the only state that a backend may use.
///
/// Keys, sizes, conditions, pages and transactions follow DynamoDB's rules. Every conforming type passes
/// `TableStoreConformanceTests` unchanged.
public protocol TableStore: Sendable {
    /// The table definitions.
    var definitions: [TableDefinition] { get }

    /// The number of the current state, which no other state of any store of the process has, so that what was computed of one need
    /// not be computed again; `nil` of a store that others can write to, and of one that does not say.
    var version: UInt64? { get }

    /// Returns the item with the given key, if any, as of the last finished write.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)`` when `table` is not defined,
    ///   ``TableStoreError/invalidKey(table:attribute:reason:)`` when the key does not match its schema.
    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item?

    /// Returns up to 100 items, `nil` for each that does not exist; writes may happen in between.
    ///
    /// - Parameter addresses: The places of the items, each once.
    /// - Returns: The items, in the order of their addresses.
    /// - Throws: ``TableStoreError/readCount(_:)``, ``TableStoreError/readRepeatsItem(read:)``, or the errors of
    ///   ``item(for:in:)``.
    func items(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?]

    /// Returns up to 100 items as of one moment, `nil` for each that does not exist.
    ///
    /// - Throws: ``TableStoreError`` when the number of keys, a repeated one, a table or a key is invalid, or when more
    ///   than 4 MB are found.
    func transactionalItems(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?]

    /// Applies all actions of a transaction or none, atomically.
    ///
    /// Conditions and updates see the items as they were before the transaction; transactions are serializable.
    /// - Parameters:
    ///   - actions: 1 to 100 actions, each of another item, of 4 MB in all.
    ///   - token: An idempotency token: the same actions under the same token are applied once in ten minutes, and a
    ///     repetition succeeds without effect; `nil` for none.
    /// - Throws: ``TableStoreError/conditionFailed(_:)`` with all conditions that fail, or the rule for items, keys or
    ///   transactions that is violated. The tables are unchanged then.
    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError)

    /// Applies all actions or none, provided that everything that was read is as it was.
    ///
    /// The reads and the writes are one serialisable transaction then, and there may be any number of actions. A store
    /// that knows conditions on items only, such as DynamoDB, notices items of a range that changed or are gone, but not
    /// new ones, and needs several transactions for more than 100 items: see the default implementation.
    /// - Parameters:
    ///   - actions: The actions; those that are to be last stand last.
    ///   - reads: What was read, from this store or from its ``view()``.
    /// - Throws: ``TableStoreError/conflict`` when something that was read has changed: read again and retry. Else the
    ///   errors of ``transact(_:token:)``.
    func transact(_ actions: [WriteAction], ifUnchanged reads: ReadSet) async throws(TableStoreError)

    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError`` when the table, index, key, page key or limit is invalid.
    func query(_ query: Query) async throws(TableStoreError) -> Page

    /// Returns a page of all items of a table or an index.
    ///
    /// - Throws: ``TableStoreError`` when the table, index, page key or limit is invalid.
    func scan(_ scan: Scan) async throws(TableStoreError) -> Page

    /// Returns a consistent read-only view of the tables, for an answer that takes more than one read.
    ///
    /// A store without snapshots returns itself, and its readers see writes that happen between their reads.
    func view() async -> any TableStore
}

extension TableStore {
    /// Says nothing of states.
    public var version: UInt64? { nil }

    /// Returns the store itself, without snapshot isolation.
    public func view() async -> any TableStore { self }

    /// Applies all actions of a transaction or none, without an idempotency token.
    ///
    /// - Throws: The errors of ``transact(_:token:)``.
    public func transact(_ actions: [WriteAction]) async throws(TableStoreError) {
        try await transact(actions, token: nil)
    }

    /// Applies all actions or none, with every item that was read as a condition.
    ///
    /// More than 100 actions, with those that unique keys add, or more than 3 MB as they are sent, are applied in several
    /// transactions; the last one holds the last actions and the conditions of what is only read.
    /// - Throws: ``TableStoreError/conflict`` when a condition does not hold, else the errors of ``transact(_:token:)``.
    public func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        for batch in ConditionedWrites(actions, reads, definitions).batches {
            do {
                try await transact(batch)
            } catch .conditionFailed {
                throw .conflict
            }
        }
    }

    /// Performs one write.
    ///
    /// - Throws: The errors of ``transact(_:token:)``.
    public func write(_ action: WriteAction) async throws(TableStoreError) {
        try await transact([action])
    }

    /// Returns all items of a query, reading as many pages as there are.
    ///
    /// - Throws: The errors of ``query(_:)``.
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
