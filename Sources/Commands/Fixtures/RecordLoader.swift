import Contracts
import Foundation
import JSON
import Sessions
import Tables
import Transfer

/// Reads the records of a file, examines them, and hands them to a store.
struct RecordLoader {
    /// How many records go into a file at once: a transaction costs more than a record.
    static let fileBatch = 2_000

    /// What a fixture says besides its records.
    struct Head {
        var clock: Int
        var description: String
    }

    let contract: Contract
    let file: String
    let table: String?
    let options: RecordStoreOptions

    /// Loads the file.
    ///
    /// - Parameters:
    ///   - count: How many records are put at once; no two with the same key.
    ///   - put: Puts records.
    /// - Throws: ``CommandLineError`` when the file cannot be read, a record is invalid, or the store fails.
    func load(
        batch count: Int,
        _ put: ([(table: String, item: Item)], Head) async throws(TableStoreError) -> Void
    ) async throws(CommandLineError) {
        let checkpoint = options.checkpoint.map { CheckpointFile(path: $0) }
        let done = try checkpoint?.read()
        var reader = try self.reader(after: done)
        var progress = TransferProgress(from: done?.records ?? 0)
        var batch: [(table: String, item: Item)] = []
        var keys: Set<ItemAddress> = []
        var last: FiledRecord.Place?
        func flush() async throws(CommandLineError) {
            guard !batch.isEmpty, let place = last else { return }
            let head = Head(
                // The rest of a fixture does not name its time, but its beginning did.
                clock: reader.clock ?? (done == nil ? ReferenceEnvironment.systemTime : 0),
                description: reader.description ?? "Loaded from \(file)."
            )
            do throws(TableStoreError) {
                try await put(batch, head)
            } catch {
                throw options.error(error)
            }
            progress.note(batch.count, of: place.table)
            batch.removeAll(keepingCapacity: true)
            keys.removeAll(keepingCapacity: true)
            try checkpoint?.write(
                Checkpoint(
                    table: place.table,
                    position: .number(JSONNumber(place.offset)),
                    records: progress.count
                )
            )
        }
        while let record = try next(&reader) {
            let key = try examined(record, number: progress.count + batch.count + 1)
            if keys.contains(key) { try await flush() }
            keys.insert(key)
            batch.append((record.table, record.item))
            last = record.place
            if batch.count >= count { try await flush() }
        }
        try await flush()
        progress.finish()
        checkpoint?.delete()
        Terminal.write("\(progress.count) records")
    }

    private func next(_ reader: inout RecordReader) throws(CommandLineError) -> FiledRecord? {
        do throws(TransferError) {
            return try reader.next()
        } catch {
            throw CommandLineError(error.description)
        }
    }

    /// Returns the address of a record that fits its table.
    private func examined(_ record: FiledRecord, number: Int) throws(CommandLineError) -> ItemAddress {
        let place = "\(file): record \(number), of \(record.table)"
        guard let table = contract.table(named: record.table) else {
            let known = contract.tables.map(\.name).joined(separator: ", ")
            throw CommandLineError("\(place): there is no such table; use one of \(known)")
        }
        if let breach = table.firstBreach(in: .object(record.item)) {
            throw CommandLineError("\(place): \(breach.pointer): \(breach.message)")
        }
        do throws(TableStoreError) {
            let key = try table.definition.key.key(of: record.item, in: record.table)
            return ItemAddress(record.table, key)
        } catch {
            throw CommandLineError("\(place): \(error)")
        }
    }

    private func reader(after done: Checkpoint?) throws(CommandLineError) -> RecordReader {
        var place: FiledRecord.Place?
        if let done {
            guard file != "-", let offset = done.position.intValue else {
                throw CommandLineError(
                    "--checkpoint: standard input cannot be read from its middle; name a file, or delete the checkpoint"
                )
            }
            place = FiledRecord.Place(table: done.table, offset: offset)
        }
        guard !file.hasSuffix(".gz") else {
            throw CommandLineError(
                "\(file): is packed; load it by 'gunzip -c \(file) | understudy fixture load -' with the same options"
            )
        }
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: file) else {
                throw CommandLineError("\(file): cannot be read; check the path of the fixture")
            }
            handle = opened
        }
        do throws(TransferError) {
            return try RecordReader(handle, named: file, table: table ?? named, after: place)
        } catch {
            throw CommandLineError(error.description)
        }
    }

    /// The table that the file's name says, if there is one of that name.
    private var named: String? {
        let stem = URL(filePath: file).deletingPathExtension().lastPathComponent
        return contract.table(named: stem)?.name
    }
}
