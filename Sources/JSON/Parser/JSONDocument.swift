/// A parsed text that knows the positions of its values, for messages to the people who wrote it.
///
/// Positions are found on demand by reading the bytes again.
public struct JSONDocument: Sendable {
    /// The text.
    public let bytes: [UInt8]
    /// The value.
    public private(set) var value: JSONValue

    /// Parses a text.
    ///
    /// - Throws: ``JSONError`` as ``JSONParser/parse(_:)`` does.
    /// - Complexity: O(*n*) in the number of bytes.
    public init(_ bytes: [UInt8], parser: JSONParser = JSONParser()) throws(JSONError) {
        self.bytes = bytes
        value = try parser.parse(bytes)
    }

    /// Returns the document with another value, such as one with derived members; positions are those of the text.
    public func replacingValue(_ value: JSONValue) -> JSONDocument {
        var copy = self
        copy.value = value
        return copy
    }

    /// Returns the start of the value that a pointer leads to; `nil` when there is none.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public func position(of pointer: JSONPointer) -> SourcePosition? {
        bytes.withUnsafeBufferPointer { buffer in
            var finder = PlaceFinder(buffer)
            return finder.find(pointer).map { SourcePosition(offset: $0.value, in: buffer) }
        }
    }

    /// Returns the start of the name of the member that a pointer leads to, at its quote; `nil` when there is none.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public func namePosition(of pointer: JSONPointer) -> SourcePosition? {
        bytes.withUnsafeBufferPointer { buffer in
            var finder = PlaceFinder(buffer)
            return finder.find(pointer)?.name.map { SourcePosition(offset: $0, in: buffer) }
        }
    }
}
