import Foundation
import GRDB
import Synchronization

/// Tables in a file whose place others have taken: their rows are deleted little by little, by the writes that follow.
///
/// So replacing a state of a million items takes no longer than what takes its place, and who still reads it can.
final class RetiredTables: Sendable {
    /// What the space of retired tables begins with; no name of a session does.
    private static let prefix = "\u{1}"
    /// How many rows are deleted at once.
    private static let pieceRows = 200

    /// The collections that nobody reads.
    private let collections = Mutex<[Int64]>([])

    /// Finds what an earlier process has left.
    func find(in database: Database) throws {
        let rows = try Row.fetchAll(database, .findRetired, [Self.prefix, "\u{2}"])
        let ids = rows.map { row in row["id"] as Int64 }
        collections.withLock { $0 = ids }
    }

    /// Takes tables out of their space, so that others can have their names.
    ///
    /// - Returns: The collections, for ``free(_:)``.
    func retire(_ space: String, in database: Database) throws -> [Int64] {
        let rows = try Row.fetchAll(database, .findCollections, [space])
        try database.run(.retireCollections, [Self.prefix + UUID().uuidString, space])
        return rows.map { row in row["id"] as Int64 }
    }

    /// Notes that nobody reads tables any more.
    func free(_ ids: [Int64]) {
        collections.withLock { $0 += ids }
    }

    /// Deletes some rows of the tables that nobody reads.
    ///
    /// - Parameters:
    ///   - rows: About how many rows.
    ///   - database: The connection, in a transaction.
    /// - Throws: An error of the database.
    func clean(_ rows: Int = 0, in database: Database) throws {
        var left = max(rows, Self.pieceRows)
        while left > 0, let id = collections.withLock({ $0.last }) {
            let count = try delete(left, of: id, database)
            left -= max(count, 1)
            // A transaction that fails leaves the tables for the next process.
            if count == 0 { collections.withLock { $0.removeAll { $0 == id } } }
        }
    }

    /// Deletes rows of a table, and the table itself after its last one.
    ///
    /// - Returns: The number of rows.
    private func delete(_ rows: Int, of id: Int64, _ database: Database) throws -> Int {
        let orderings = try Row.fetchAll(database, .findOrderings, [id]).map { row in row["id"] as Int64 }
        for ordering in orderings {
            try database.run(.deleteSomeEntries, [ordering, ordering, rows])
            if database.changesCount > 0 { return database.changesCount }
        }
        try database.run(.deleteSomeItems, [id, rows])
        if database.changesCount > 0 { return database.changesCount }
        for ordering in orderings { try database.run(.deleteOrdering, [ordering]) }
        try database.run(.deleteChanges, [id, Int64.max])
        try database.run(.deleteCollection, [id])
        return 0
    }
}
