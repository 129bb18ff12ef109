import Foundation
import JSON
import Tables

/// Writes records into a file, table by table.
protocol RecordWriter {
    /// The size of the file so far, in bytes.
    var bytes: Int { get }

    /// Starts a table.
    mutating func beginTable(_ name: String)

    /// Writes a record into the current table.
    ///
    /// - Throws: An error of the file system, such as that the disk is full.
    mutating func write(_ item: JSONObject) throws

    /// Hands everything to the file system.
    ///
    /// - Throws: An error of the file system.
    mutating func flush() throws

    /// Finishes the file.
    ///
    /// - Throws: An error of the file system.
    mutating func finish() throws
}

/// Writes the records of one table as DynamoDB exports them, a line for each.
struct ExportWriter: RecordWriter {
    private static let pieceBytes = 1 << 16

    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var flushed: Int

    /// Writes into a file, behind a number of bytes.
    init(_ file: FileHandle, at bytes: Int) {
        self.file = file
        flushed = bytes
    }

    var bytes: Int { flushed + buffer.count }

    mutating func beginTable(_ name: String) {}

    mutating func write(_ item: JSONObject) throws {
        JSONWriter().append(["Item": AttributeValue.encode(item: item)], to: &buffer)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > Self.pieceBytes { try flush() }
    }

    mutating func flush() throws {
        try file.write(contentsOf: Data(buffer))
        flushed += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    mutating func finish() throws { try flush() }
}
