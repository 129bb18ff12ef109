import Foundation
import JSON
import Tables

/// The records of one table and day.
struct ArchiveFile {
    let path: String
    let definition: TableDefinition

    init(_ file: ArchiveFolder.File, _ definition: TableDefinition) {
        path = file.path
        self.definition = definition
    }

    /// Adds records, each in place of an earlier one with its key; all are on disk when it returns.
    ///
    /// - Throws: ``ArchiveError``; the file is unchanged then.
    /// - Complexity: O(*n*) in the size of the file.
    func add(_ items: [Item]) throws(ArchiveError) {
        try rewrite(without: Set(try items.map(key)), adding: items)
    }

    /// Removes records.
    ///
    /// - Throws: ``ArchiveError``; the file is unchanged then.
    /// - Complexity: O(*n*) in the size of the file.
    func remove(_ items: [Item]) throws(ArchiveError) {
        try rewrite(without: Set(try items.map(key)), adding: [])
    }

    /// Calls a closure with each record.
    ///
    /// - Throws: ``ArchiveError`` when the file cannot be read, or a line is no record of the table; what the closure throws.
    func forEach(_ body: (Item) throws(ArchiveError) -> Void) throws(ArchiveError) {
        try forEachObject { (item, _, number) throws(ArchiveError) in
            do throws(TableStoreError) {
                _ = try definition.validate(item)
            } catch {
                throw .line(
                    path: path,
                    number: number,
                    reason: "is no record of \(definition.name): \(error)"
                )
            }
            try body(item)
        }
    }

    /// Calls a closure with the object of each line, the line itself and its number.
    private func forEachObject(
        _ body: (Item, ArraySlice<UInt8>, Int) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        try GzipFile.forEachLine(of: path) { (line, number) throws(ArchiveError) in
            guard let item = (try? JSONValue(parsing: Array(line)))?.objectValue else {
                throw .line(path: path, number: number, reason: "is no JSON object")
            }
            try body(item, line, number)
        }
    }

    private func rewrite(without keys: Set<OrderedKey>, adding items: [Item]) throws(ArchiveError) {
        let writer = JSONWriter()
        let isThere = FileManager.default.fileExists(atPath: path)
        try GzipFile.replace(path) { (file) throws(ArchiveError) in
            if isThere {
                try forEachObject { (item, line, _) throws(ArchiveError) in
                    if !keys.contains(try key(item)) { try file.write(line) }
                }
            }
            for item in items { try file.write(writer.bytes(.object(item))) }
        }
    }

    private func key(_ item: Item) throws(ArchiveError) -> OrderedKey {
        do throws(TableStoreError) {
            return OrderedKey(try definition.key.key(of: item, in: definition.name))
        } catch {
            throw .store(error)
        }
    }
}
