import Contracts
import DynamoDBStore
import Foundation
import JSON
import SQLiteStore
import Tables
import Transfer

/// Writes the records of a store into a file, one by one.
struct RecordDumper {
    /// How many records are written before it is noted how far it went.
    private static let noteRecords = 10_000

    private let options: RecordStoreOptions
    private let format: DumpFormat
    private let output: String?
    private let redaction: Redaction?
    private let key: [UInt8]?
    private let checkpoint: CheckpointFile?
    private let done: Checkpoint?
    private var progress: TransferProgress
    private var writer: (any RecordWriter)?
    private var noted: Int

    /// Prepares a dump, which goes on where an interrupted one has ended.
    ///
    /// - Throws: ``CommandLineError`` when the checkpoint cannot be read.
    init(
        contract: Contract,
        format: DumpFormat,
        output: String?,
        options: RecordStoreOptions,
        redactionKey: [UInt8]?
    ) throws(CommandLineError) {
        self.options = options
        self.format = format
        self.output = output
        checkpoint = options.checkpoint.map { CheckpointFile(path: $0) }
        done = try checkpoint?.read()
        key = done.map(\.key) ?? redactionKey
        if (key == nil) != (redactionKey == nil) {
            throw CommandLineError("--checkpoint: was begun with other options; give the same, or delete it")
        }
        redaction = key.map { Redaction(contract, key: $0) }
        for table in redaction?.tablesWithoutMarks ?? [] {
            Terminal.writeToError(
                "warning: nothing in \(table) is marked as personal, so it is dumped as it is"
            )
        }
        progress = TransferProgress(from: done?.records ?? 0)
        noted = done?.records ?? 0
    }

    /// Writes the state of a running mock.
    mutating func dump(state: [UInt8], _ tables: [String]) throws {
        do throws(TransferError) {
            var reader = try RecordReader(state, named: "the mock's state")
            var current: String?
            while let record = try reader.next() {
                guard tables.contains(record.table) else { continue }
                try Self.asTransfer { try begin(clock: reader.clock, reader.description) }
                if record.table != current { writer?.beginTable(record.table) }
                current = record.table
                try Self.asTransfer { try write(record.item, of: record.table) }
            }
            try Self.asTransfer { try begin(clock: reader.clock, reader.description) }
        } catch {
            throw CommandLineError(error.description)
        }
        try finish()
    }

    /// Writes what a file keeps of a session.
    mutating func dump(sqlite path: String, _ tables: [String]) throws {
        do {
            let spaces = try SQLiteSpaces(reading: path)
            guard let (clock, description) = try spaces.properties(of: options.session) else {
                throw try spaces.unknownSession(options.session)
            }
            try begin(clock: clock, description)
            for table in rest(of: tables) {
                let position = done?.table == table ? done?.position.intValue : nil
                if position == nil { writer?.beginTable(table) }
                var failure: (any Error)?
                try spaces.forEachItem(of: table, in: options.session, after: position.map { UInt64($0) }) {
                    (stored) throws(TableStoreError) in
                    do {
                        try write(stored.item, of: table)
                        try note(table, .number(JSONNumber(Int(stored.sequence))))
                    } catch {
                        failure = error
                        throw .unavailable(reason: "\(error)")
                    }
                }
                if let failure { throw failure }
            }
        } catch let error as TableStoreError {
            throw options.error(error)
        }
        try finish()
    }

    /// Writes what tables in DynamoDB hold, page by page.
    mutating func dump(_ store: DynamoDBStore, _ tables: [String]) async throws {
        try begin(clock: ReferenceEnvironment.systemTime, "The records of tables in DynamoDB.")
        do {
            for table in rest(of: tables) {
                var scan = Scan(table, isConsistent: true)
                if done?.table == table {
                    scan.start = done?.position.objectValue.map { PageKey($0) }
                } else {
                    writer?.beginTable(table)
                }
                repeat {
                    let page = try await store.scan(scan)
                    for item in page.items { try write(item, of: table) }
                    scan.start = page.next
                    if let next = page.next { try note(table, .object(next.attributes)) }
                } while scan.start != nil
            }
        } catch let error as TableStoreError {
            throw options.error(error)
        }
        try finish()
    }

    /// The tables that are not finished yet.
    private func rest(of tables: [String]) -> ArraySlice<String> {
        guard let done, let first = tables.firstIndex(of: done.table) else { return tables[...] }
        return tables[first...]
    }

    private mutating func begin(clock: Int?, _ description: String?) throws {
        guard writer == nil else { return }
        let file = try FixtureFile.destination(output, keeping: done?.bytes ?? 0)
        switch format {
        case .dynamodb:
            writer = ExportWriter(file, at: done?.bytes ?? 0)
        case .fixture:
            if let done {
                writer = FixtureWriter(continuing: file, at: done.bytes)
            } else {
                writer = try FixtureWriter(
                    file,
                    description: description ?? "Dumped records.",
                    clock: clock ?? ReferenceEnvironment.systemTime
                )
            }
        }
    }

    private mutating func write(_ item: JSONObject, of table: String) throws {
        let written = redaction?.redacted(item, of: table) ?? item
        do {
            try writer?.write(written)
        } catch {
            throw unwritable
        }
        progress.note(1, of: table)
    }

    /// Notes how far it went, once in a while.
    private mutating func note(_ table: String, _ position: JSONValue) throws {
        guard let checkpoint, progress.count - noted >= Self.noteRecords else { return }
        do { try writer?.flush() } catch { throw unwritable }
        noted = progress.count
        try checkpoint.write(
            Checkpoint(
                table: table,
                position: position,
                records: progress.count,
                bytes: writer?.bytes ?? 0,
                key: key
            )
        )
    }

    private mutating func finish() throws {
        do { try writer?.finish() } catch { throw unwritable }
        progress.finish()
        checkpoint?.delete()
    }

    private var unwritable: CommandLineError {
        CommandLineError("\(output ?? "standard output") cannot be written; make room or name another file")
    }

    /// Gives an error the type of those of the reader.
    private static func asTransfer(_ body: () throws -> Void) throws(TransferError) {
        do {
            try body()
        } catch {
            throw TransferError("\(error)")
        }
    }
}
