import Foundation
import GRDB
import JSON
import Tables

extension SQLiteTables {
    /// Appends the changes of a transaction to the change streams of their tables.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - time: The time in milliseconds since 1970-01-01T00:00Z.
    /// - Throws: An error of the database, which undoes the transaction.
    func append(_ changes: [ItemChange], at time: Int) throws {
        guard space.collections.contains(where: { $0.definition.stream != nil }) else { return }
        var records: [ChangeRecord] = []
        var last = try lastChange()
        for change in changes {
            guard
                let definition = space.collections.first(where: { $0.definition.name == change.table })?
                    .definition,
                let view = definition.stream,
                let record = ChangeRecord(change, of: definition, sequence: last + 1, time: time, view: view)
            else { continue }
            last += 1
            records.append(record)
        }
        try append(records)
    }

    /// Appends records to the change streams of their tables, which hold what the type of the stream says.
    ///
    /// - Parameter records: The records, also those of tables without a stream; their numbers go on from those before.
    /// - Throws: An error of the database, which undoes the transaction.
    func append(_ records: [ChangeRecord]) throws {
        guard let newest = records.last else { return }
        for collection in space.collections {
            guard let view = collection.definition.stream else { continue }
            let own = records.filter { $0.table == collection.definition.name }
            guard !own.isEmpty else { continue }
            for record in own {
                let body = Data(JSONWriter().bytes(record.viewed(as: view).stored))
                try database.run(.insertChange, [collection.id, record.sequence, record.time, body])
            }
            let old = [collection.id, newest.time - ChangeStreams.milliseconds] as StatementArguments
            guard let row = try Row.fetchOne(database, .findOldChange, old) else { continue }
            try drop(upTo: row["sequence"], in: collection)
        }
        try database.run(.updateChanges, [newest.sequence, space.name])
    }

    /// Returns records of a table's change stream, oldest first.
    ///
    /// - Throws: ``StreamError``; an error of the database.
    func changes(of table: String, after number: Int, limit: Int, since time: Int) throws -> [ChangeRecord] {
        let collection = try space.collection(table)
        let last = try lastChange()
        guard number <= last else { throw StreamError.unknown(number, last: last) }
        let row = try Row.fetchOne(database, .findDropped, [collection.id])
        let dropped = (row?["dropped"] as Int?) ?? 0
        guard number == 0 || number >= dropped else {
            throw StreamError.trimmed(after: number, oldest: dropped + 1)
        }
        let records = try Self.changes(of: collection, after: number, limit: limit, database)
        return records.filter { $0.time >= time }
    }

    /// Drops the records of a table up to a number.
    func drop(upTo sequence: Int, in collection: SQLiteSpace.Collection) throws {
        try database.run(.deleteChanges, [collection.id, sequence])
        try database.run(.updateDropped, [sequence, collection.id])
    }

    /// Returns the number of the newest change of the space; 0 when there is none.
    func lastChange() throws -> Int {
        try Row.fetchOne(database, .findSpace, [space.name])?["changes"] ?? 0
    }

    /// Returns records of a table's change stream, oldest first.
    static func changes(
        of collection: SQLiteSpace.Collection,
        after number: Int = 0,
        limit: Int = .max,
        _ database: Database
    ) throws -> [ChangeRecord] {
        let name = collection.definition.name
        return try Row.fetchAll(database, .readChanges, [collection.id, number, limit]).map { row in
            let body: Data = row["body"]
            guard let stored = try? JSONValue(parsing: [UInt8](body)),
                let record = ChangeRecord(stored, table: name, sequence: row["sequence"], time: row["time"])
            else { throw SQLiteFileError.damagedItem(table: name) }
            return record
        }
    }
}

extension ChangeRecord {
    /// What a row has besides the number, the time and the table.
    fileprivate var stored: JSONValue {
        var object: JSONObject = [
            "event": .string(event.rawValue), "keys": .object(keys), "view": .string(view.rawValue),
            "bytes": .number(JSONNumber(bytes)),
        ]
        if let old { object["old"] = .object(old) }
        if let new { object["new"] = .object(new) }
        if isExpiry { object["expiry"] = true }
        return .object(object)
    }

    fileprivate init?(_ stored: JSONValue, table: String, sequence: Int, time: Int) {
        guard let event = stored["event"]?.stringValue.flatMap(Event.init),
            let keys = stored["keys"]?.objectValue,
            let view = stored["view"]?.stringValue.flatMap(StreamViewType.init)
        else { return nil }
        self.init(
            sequence: sequence,
            table: table,
            event: event,
            keys: keys,
            old: stored["old"]?.objectValue,
            new: stored["new"]?.objectValue,
            time: time,
            bytes: stored["bytes"]?.intValue ?? 0,
            isExpiry: stored["expiry"] == true,
            view: view
        )
    }
}
