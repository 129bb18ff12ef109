/// A store that keeps the changes of the last 24 hours for the tables that have a change stream.
///
/// DynamoDB keeps them by itself, and has an interface of its own for them.
public protocol StreamingStore: TableStore {
    /// Returns records of a table's change stream, oldest first; none for a table without a stream.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - number: The number of the last record that the reader has seen; 0 for the oldest one that there is.
    ///   - limit: The maximum number of records.
    /// - Returns: The records.
    /// - Throws: ``StreamError`` when records after that number were dropped, or the store fails.
    func changes(
        of table: String,
        after number: Int,
        limit: Int
    ) async throws(StreamError) -> [ChangeRecord]
}
