public import Foundation
import JSON
import Tables

/// Reads the records of a file one by one, whatever its size.
///
/// ```swift
/// var reader = try RecordReader(file, named: "large.json")
/// while let record = try reader.next() { ... }
/// ```
public struct RecordReader {
    private enum State {
        /// Before the first member of a fixture, or behind one of its members.
        case members(isFirst: Bool)
        /// Before the first table of a fixture, or behind one.
        case tables(isFirst: Bool)
        /// Before the first item of a table, or behind one.
        case items(of: String, isFirst: Bool)
        /// Before a line of an export.
        case lines(of: String)
        case end
    }

    private var source: ByteSource
    private var state: State
    /// The format of the file.
    public let format: RecordFormat
    /// The time of the fixture's clock, in milliseconds since 1970, once it was read.
    public private(set) var clock: Int?
    /// The description of the fixture, once it was read.
    public private(set) var description: String?

    /// Begins to read an open file.
    ///
    /// - Parameters:
    ///   - file: The file; its format shows by its beginning.
    ///   - name: Its name, for errors.
    ///   - table: The table of an export, which does not name it.
    ///   - place: The place from which reading goes on; `nil` for the beginning.
    /// - Throws: ``TransferError`` when the file has no records, or cannot be read from that place.
    public init(
        _ file: FileHandle,
        named name: String,
        table: String? = nil,
        after place: FiledRecord.Place? = nil
    ) throws(TransferError) {
        try self.init(ByteSource(file, named: name), named: name, table: table)
        guard let place else { return }
        do {
            try file.seek(toOffset: UInt64(place.offset))
        } catch {
            throw TransferError("\(name): cannot be read from byte \(place.offset) on; begin again")
        }
        source = ByteSource(file, named: name, at: place.offset)
        state = format == .fixture ? .items(of: place.table, isFirst: false) : .lines(of: place.table)
    }

    /// Begins to read bytes in memory.
    ///
    /// - Throws: ``TransferError`` when they have no records.
    public init(_ bytes: [UInt8], named name: String, table: String? = nil) throws(TransferError) {
        try self.init(ByteSource(bytes, named: name), named: name, table: table)
    }

    private init(_ source: ByteSource, named name: String, table: String?) throws(TransferError) {
        self.source = source
        if try self.source.begins(with: #"{"Item":{"#) {
            guard let table else {
                throw TransferError(
                    "\(name): an export of DynamoDB does not name its table; give --table, or call the file TABLE.json"
                )
            }
            format = .dynamodb
            state = .lines(of: table)
        } else {
            format = .fixture
            guard try self.source.take("{") else {
                throw TransferError("\(name): is neither a fixture nor an export of DynamoDB; name one")
            }
            state = .members(isFirst: true)
        }
    }

    /// Returns the next record; `nil` after the last one.
    ///
    /// - Throws: ``TransferError`` with the place in the file, when it is damaged.
    public mutating func next() throws(TransferError) -> FiledRecord? {
        while true {
            switch state {
            case .members(let isFirst): try readMember(isFirst: isFirst)
            case .tables(let isFirst): try readTable(isFirst: isFirst)
            case .items(let table, let isFirst):
                if let record = try readItem(of: table, isFirst: isFirst) { return record }
            case .lines(let table):
                guard try source.peek() != nil else {
                    state = .end
                    return nil
                }
                return try readLine(of: table)
            case .end: return nil
            }
        }
    }

    private mutating func readMember(isFirst: Bool) throws(TransferError) {
        if try source.take("}") {
            state = .end
            return
        }
        if !isFirst { try source.expect(",") }
        let name = try readName()
        if name == "tables" {
            try source.expect("{")
            state = .tables(isFirst: true)
            return
        }
        let value = try source.value()
        if name == "clock" { clock = value.intValue }
        if name == "description" { description = value.stringValue }
        state = .members(isFirst: false)
    }

    private mutating func readTable(isFirst: Bool) throws(TransferError) {
        if try source.take("}") {
            state = .members(isFirst: false)
            return
        }
        if !isFirst { try source.expect(",") }
        let name = try readName()
        try source.expect("[")
        state = .items(of: name, isFirst: true)
    }

    private mutating func readItem(of table: String, isFirst: Bool) throws(TransferError) -> FiledRecord? {
        if try source.take("]") {
            state = .tables(isFirst: false)
            return nil
        }
        if !isFirst { try source.expect(",") }
        let value = try source.value()
        guard case .object(let item) = value else {
            throw source.error("an item of \(table) is a JSON \(value.typeName); write an object")
        }
        state = .items(of: table, isFirst: false)
        return FiledRecord(item: item, place: FiledRecord.Place(table: table, offset: source.offset))
    }

    private mutating func readLine(of table: String) throws(TransferError) -> FiledRecord {
        let line = try source.value()
        do throws(TableStoreError) {
            let item = try AttributeValue.item(line["Item"], in: table)
            return FiledRecord(item: item, place: FiledRecord.Place(table: table, offset: source.offset))
        } catch {
            throw source.error(error.description)
        }
    }

    private mutating func readName() throws(TransferError) -> String {
        let name = try source.value()
        guard case .string(let text) = name else {
            throw source.error(
                "there must be the name of a member, but is a JSON \(name.typeName); mend the file"
            )
        }
        try source.expect(":")
        return text
    }
}

/// A file has one place at a time.
@available(*, unavailable)
extension RecordReader: Sendable {}
