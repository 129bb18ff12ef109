import Foundation
import JSON

/// Writes a fixture piece by piece, one item a line; what is written is not kept.
struct FixtureWriter {
    private static let pieceBytes = 1 << 16

    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var isFirstTable = true
    private var isFirstItem = true

    /// Begins a fixture in a file.
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

    /// Begins a table.
    mutating func beginTable(_ name: String) {
        if !isFirstTable { append("\n    ],") }
        append("\n    \(JSONValue.string(name).compactText): [")
        isFirstTable = false
        isFirstItem = true
    }

    /// Writes an item into the table that was begun last.
    ///
    /// - Throws: what the file system throws, such as that the disk is full.
    mutating func write(_ item: JSONObject) throws {
        append(isFirstItem ? "\n      " : ",\n      ")
        isFirstItem = false
        JSONWriter().append(.object(item), to: &buffer)
        if buffer.count > Self.pieceBytes { try flush() }
    }

    /// Ends the fixture.
    ///
    /// - Throws: what the file system throws.
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
