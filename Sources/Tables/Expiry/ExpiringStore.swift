/// A store that deletes items whose time to live has ended by itself, by a clock that it was given.
///
/// Before each read and write it looks for expired items, so that what it shows depends on the clock alone and not on when
/// somebody looks. DynamoDB does it on its own and at its own pace, and is none.
public protocol ExpiringStore: TableStore {
    /// Deletes what has expired by now, as each read and write does: for the sake of those who follow the changes.
    ///
    /// - Returns: The number of items.
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the tables are unchanged then.
    @discardableResult
    func removeExpired() async throws(TableStoreError) -> Int
}
