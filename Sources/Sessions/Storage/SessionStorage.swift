public import Tables

/// Keeps the states of sessions beyond the end of the process.
///
/// A write is acknowledged once it is kept: what fails here fails the request, and the session stays as it was. What
/// is kept of a session is its tables, their change streams, its clock and the state of its ids; snapshots, faults and the journal end with
/// the process.
public protocol SessionStorage: Sendable {
    /// Returns the sessions that were kept.
    ///
    /// - Throws: ``TableStoreError`` when they cannot be read.
    func sessions() throws(TableStoreError) -> [SessionName: SessionSnapshot]

    /// Keeps what one transaction has changed; called in the order of the writes.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - records: The same changes as records of the change feed, for the streams of the tables that have one.
    ///   - name: The session.
    ///   - definitions: The tables.
    ///   - clock: The session's time, in milliseconds since 1970.
    ///   - draws: The number of requests that have drawn ids.
    /// - Throws: ``TableStoreError`` when nothing was kept.
    func append(
        _ changes: [ItemChange],
        _ records: [ChangeRecord],
        to name: SessionName,
        _ definitions: [TableDefinition],
        clock: Int,
        draws: Int
    ) throws(TableStoreError)

    /// Keeps a state in place of what was kept of a session; its change streams begin anew.
    ///
    /// - Throws: ``TableStoreError`` when the earlier state is still kept.
    func replace(_ name: SessionName, by snapshot: SessionSnapshot) throws(TableStoreError)

    /// Forgets a session.
    ///
    /// - Throws: ``TableStoreError`` when it is still kept.
    func delete(_ name: SessionName) throws(TableStoreError)
}
