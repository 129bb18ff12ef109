/// A parser of UTF-8 text, strictly by RFC 8259.
///
/// ```swift
/// let value = try JSONParser().parse(body)
/// let name = value["user"]?["name"]?.stringValue
/// ```
///
/// Every input either parses or is refused with a ``JSONError`` that says where; none traps, and nothing recurses along
/// with the nesting of the input.
public struct JSONParser: Sendable {
    /// The treatment of a duplicate name in one object.
    public enum DuplicateNamePolicy: Sendable, Hashable {
        /// The text is refused: peers disagree on which member counts.
        case refuse
        /// The last value counts, in the place of the first, as in JavaScript.
        case keepLast
    }

    /// The treatment of a byte order mark at the start.
    public enum ByteOrderMarkPolicy: Sendable, Hashable {
        /// The text is refused: it must not be sent (RFC 8259, section 8.1).
        case refuse
        /// It is skipped, as the same section allows.
        case skip
    }

    /// The upper bound of ``maximumDepth``.
    ///
    /// Parsing needs no call stack, but releasing, comparing and hashing a value does, at most 350 bytes a level in a
    /// release build: this many levels fit the 512 KB that a thread has on some systems.
    public static let greatestMaximumDepth = 1_024

    /// The maximum nesting of arrays and objects; a lone array has depth 1.
    ///
    /// Values beyond 0...``greatestMaximumDepth`` are taken for the nearer end of that range.
    public var maximumDepth: Int
    /// The treatment of a duplicate name in one object.
    ///
    /// Names are compared by their UTF-8 bytes, unescaped.
    public var duplicateNames: DuplicateNamePolicy
    /// The treatment of a byte order mark at the start.
    public var byteOrderMark: ByteOrderMarkPolicy

    /// Creates a parser.
    public init(
        maximumDepth: Int = 512,
        duplicateNames: DuplicateNamePolicy = .refuse,
        byteOrderMark: ByteOrderMarkPolicy = .refuse
    ) {
        self.maximumDepth = maximumDepth
        self.duplicateNames = duplicateNames
        self.byteOrderMark = byteOrderMark
    }

    /// Reads one value, with nothing but white space around it.
    ///
    /// - Throws: ``JSONError`` with the first place at which the bytes are not JSON.
    /// - Complexity: O(*n*) in the number of bytes.
    public func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var reader = Reader(buffer, rules: self)
            return try reader.read()
        }
    }

    /// Reads one value from part of an array; positions count from the slice's start.
    ///
    /// - Throws: ``JSONError`` with the first place at which the bytes are not JSON.
    /// - Complexity: O(*n*) in the number of bytes.
    public func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var reader = Reader(buffer, rules: self)
            return try reader.read()
        }
    }

    /// Reads one value from a text.
    ///
    /// - Throws: ``JSONError`` with the first place at which the text is not JSON.
    /// - Complexity: O(*n*) in the number of bytes.
    public func parse(_ text: String) throws(JSONError) -> JSONValue {
        var text = text
        let result = text.withUTF8 { buffer in
            Result { () throws(JSONError) in
                var reader = Reader(buffer, rules: self)
                return try reader.read()
            }
        }
        return try result.get()
    }
}

extension JSONParser {
    /// Reads the value that starts at a place, or behind white space there, whatever follows it.
    ///
    /// - Returns: The value and the place behind it.
    /// - Throws: ``JSONError`` with the first place at which the bytes are not JSON.
    /// - Complexity: O(*n*) in the number of the value's bytes.
    package func parsePrefix(
        of bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) throws(JSONError) -> (value: JSONValue, end: Int) {
        var reader = Reader(bytes, rules: self)
        reader.index = start
        let value = try reader.readPrefix()
        return (value, reader.index)
    }
}

extension JSONValue {
    /// Reads one value with the default ``JSONParser``.
    ///
    /// - Throws: ``JSONError`` with the first place at which the bytes are not JSON.
    /// - Complexity: O(*n*) in the number of bytes.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONParser().parse(bytes)
    }

    /// Reads one value with the default ``JSONParser``.
    ///
    /// - Throws: ``JSONError`` with the first place at which the text is not JSON.
    /// - Complexity: O(*n*) in the number of bytes.
    public init(parsing text: String) throws(JSONError) {
        self = try JSONParser().parse(text)
    }
}
