/// Items that are kept outside of memory, such as in a file, as they are now.
///
/// A ``KeptState`` makes an unchanging state of them.
public protocol KeptItems: Sendable {
    /// An item and its encoded key in an order.
    typealias Entry = (key: OrderedKey, item: StoredItem)

    /// Returns the item with an encoded key, if any.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when it cannot be read.
    func storedItem(for key: OrderedKey, in table: TableDefinition) throws(TableStoreError) -> StoredItem?

    /// Returns the first items of an interval of encoded keys, in its direction.
    ///
    /// - Parameters:
    ///   - interval: The keys.
    ///   - table: The table.
    ///   - index: The index whose keys they are; `nil` for the table itself.
    ///   - limit: The number of items after which to stop.
    /// - Returns: The items; fewer than the limit when there are no more.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when they cannot be read.
    func entries(
        in interval: KeyInterval,
        of table: TableDefinition,
        index: String?,
        limit: Int
    ) throws(TableStoreError) -> [Entry]

    /// Counts the items of a table, and those among some keys, as of one moment.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - keys: Returns the keys; called at that moment, while nothing can be written.
    /// - Returns: The number of items, and how many of the keys have one.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when they cannot be counted.
    func count(
        of table: TableDefinition,
        among keys: () -> [OrderedKey]
    ) throws(TableStoreError) -> (all: Int, found: Int)
}
