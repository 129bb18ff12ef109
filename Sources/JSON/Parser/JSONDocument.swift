/// A parsed text that knows the positions of its values, for messages to the people who wrote it.
///
/// Places are found by reading the bytes again, so they cost nothing until they are asked for.
public struct JSONDocument: Sendable {
    /// The text.
    public let bytes: [UInt8]
    /// What it says.
    public let value: JSONValue

    /// Parses a text.
    ///
    /// - Throws: ``JSONError`` as ``JSONParser/parse(_:)`` does.
    /// - Complexity: O(*n*) in the number of bytes.
    public init(_ bytes: [UInt8], parser: JSONParser = JSONParser()) throws(JSONError) {
        self.bytes = bytes
        value = try parser.parse(bytes)
    }

    /// Where the value starts that a pointer leads to; `nil` when it leads nowhere.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public func position(of pointer: JSONPointer) -> SourcePosition? {
        bytes.withUnsafeBufferPointer { buffer in
            var finder = PlaceFinder(buffer)
            return finder.find(pointer).map { SourcePosition(offset: $0.value, in: buffer) }
        }
    }

    /// Where the name of the member starts that a pointer leads to, with its quote; `nil` when it leads to no member.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public func namePosition(of pointer: JSONPointer) -> SourcePosition? {
        bytes.withUnsafeBufferPointer { buffer in
            var finder = PlaceFinder(buffer)
            return finder.find(pointer)?.name.map { SourcePosition(offset: $0, in: buffer) }
        }
    }
}
