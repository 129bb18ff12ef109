import Foundation
import JSON

/// A writer of fixtures that writes one item per line and keeps nothing in memory.
struct FixtureWriter: RecordWriter {
    private static let pieceBytes = 1 << 16

    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var isFirstTable = true
    private var isFirstItem = true
    /// The number of bytes in the file.
    private var flushed = 0

    /// Goes on with a fixture of which a number of bytes are there, behind an item.
    init(continuing file: FileHandle, at bytes: Int) {
        self.file = file
        flushed = bytes
        (isFirstTable, isFirstItem) = (false, false)
    }

    /// Starts a fixture in a file.
    init(_ file: FileHandle, description: String, clock: Int) throws {
        self.file = file
        let head: [(String, JSONValue)] = [
            ("$schema", "../Contracts/meta/fixture.schema.json"),
            ("description", .string(description)),
            ("clock", .number(JSONNumber(clock))),
        ]
        buffer = Array("{\n".utf8)
        for (name, value) in head {
            append("  \(JSONValue.string(name).compactText): \(value.compactText),\n")
        }
        append("  \"tables\": {")
    }

    /// Starts a table.
    mutating func beginTable(_ name: String) {
        if !isFirstTable { append("\n    ],") }
        append("\n    \(JSONValue.string(name).compactText): [")
        isFirstTable = false
        isFirstItem = true
    }

    /// Writes an item into the current table.
    ///
    /// - Throws: An error of the file system, such as that the disk is full.
    mutating func write(_ item: JSONObject) throws {
        append(isFirstItem ? "\n      " : ",\n      ")
        isFirstItem = false
        JSONWriter().append(.object(item), to: &buffer)
        if buffer.count > Self.pieceBytes { try flush() }
    }

    /// The size of the fixture so far, in bytes.
    var bytes: Int { flushed + buffer.count }

    /// Finishes the fixture.
    ///
    /// - Throws: An error of the file system.
    mutating func finish() throws {
        append(isFirstTable ? "}\n}\n" : "\n    ]\n  }\n}\n")
        try flush()
    }

    private mutating func append(_ text: String) {
        buffer.append(contentsOf: text.utf8)
    }

    mutating func flush() throws {
        try file.write(contentsOf: Data(buffer))
        flushed += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
