import Foundation
import JSON

/// A writer of fixtures that writes one item per line and keeps nothing in memory.
struct FixtureWriter {
    private static let pieceBytes = 1 << 16

    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var isFirstTable = true
    private var isFirstItem = true

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

    private mutating func flush() throws {
        try file.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }
}
