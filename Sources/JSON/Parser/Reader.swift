/// One run of the parser over one text.
///
/// It keeps the open arrays and objects on a stack of its own, so the input's nesting costs no call stack. The values of
/// all open arrays lie on one stack and the members of all open objects on another; a container that closes takes its
/// part off the top.
///
/// What is left to pay is memory: each string of more than 15 bytes and each container that is not empty is one
/// allocation, made at its final size; numbers of up to 18 digits need none.
struct Reader: ~Copyable {
    let bytes: UnsafeBufferPointer<UInt8>
    let rules: JSONParser
    let maximumDepth: Int
    var index = 0
    var containers = MoveStack<Container>()
    var elements = MoveStack<JSONValue>()
    /// The last member of an open object has the value `null` until its value is read.
    var members = MoveStack<JSONMember>()
    /// For each of `members`, the spelling of its name in the text.
    var marks = MoveStack<NameMark>()
    /// The names of members of earlier objects.
    var knownNames = KnownNames()
    /// Reads strings with escapes.
    var unescaped = UnescapedText()
    /// The bytes of a faulty string.
    var scratch: [UInt8] = []

    /// An array or object that is not closed yet.
    struct Container {
        var isObject: Bool
        /// The place of its first element or member on its stack.
        var start: Int
        /// Finds the names of a large object.
        var table: NameTable?
        /// The places of its names among the known ones; all where a name is none of these.
        var seen: UInt64 = 0
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, rules: JSONParser) {
        self.bytes = bytes
        self.rules = rules
        maximumDepth = min(max(rules.maximumDepth, 0), JSONParser.greatestMaximumDepth)
    }

    /// Reads the whole text.
    mutating func read() throws(JSONError) -> JSONValue {
        if bytes.startsWithByteOrderMark {
            guard rules.byteOrderMark == .skip else { throw failure(.byteOrderMark, at: 0) }
            index = 3
        }
        let value = try readPrefix()
        _ = skipWhitespace()
        guard index >= bytes.count else { throw unexpected(nil) }
        return value
    }

    /// Reads the next value, whatever follows it.
    mutating func readPrefix() throws(JSONError) -> JSONValue {
        while true {
            if let value = try readValue(), let whole = try close(with: value) { return whole }
        }
    }

    /// Reads a scalar or an empty container; a container that is not empty is opened instead, giving `nil`.
    @inline(__always)
    private mutating func readValue() throws(JSONError) -> JSONValue? {
        switch skipWhitespace() {
        case UInt8(ascii: "\""):
            return .string(try readString())
        case UInt8(ascii: "{"):
            try open(isObject: true)
            guard skipWhitespace() != UInt8(ascii: "}") else {
                index &+= 1
                _ = containers.pop()
                return .object(JSONObject())
            }
            try readName(expecting: .nameOrEnd)
            return nil
        case UInt8(ascii: "["):
            try open(isObject: false)
            guard skipWhitespace() != UInt8(ascii: "]") else {
                index &+= 1
                _ = containers.pop()
                return .array([])
            }
            guard index < bytes.count else { throw unexpected(.valueOrEnd) }
            return nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try readNumber())
        case UInt8(ascii: "t"):
            try readLiteral("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try readLiteral("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try readLiteral("null")
            return .null
        default:
            throw unexpected(.value)
        }
    }

    /// Adds a value to its container, and closes the containers that end after it.
    ///
    /// - Returns: The whole when it is complete; `nil` when another value has to follow.
    @inline(__always)
    private mutating func close(with value: consuming JSONValue) throws(JSONError) -> JSONValue? {
        while containers.count > 0 {
            // Field by field: a copy of the whole container would share its table, which grows in place.
            let isObject = containers[containers.count &- 1].isObject
            let start = containers[containers.count &- 1].start
            if isObject {
                members.fillLast(with: consume value)
                switch skipWhitespace() {
                case UInt8(ascii: ","):
                    index &+= 1
                    try readName(expecting: .name)
                    return nil
                case UInt8(ascii: "}"):
                    index &+= 1
                    let table = containers.pop().table
                    value = .object(closeObject(from: start, table: table))
                default:
                    throw unexpected(.commaOrBrace, inContainer: true)
                }
            } else {
                elements.push(consume value)
                switch skipWhitespace() {
                case UInt8(ascii: ","):
                    index &+= 1
                    return nil
                case UInt8(ascii: "]"):
                    index &+= 1
                    _ = containers.pop()
                    value = .array(elements.popArray(from: start))
                default:
                    throw unexpected(.commaOrBracket, inContainer: true)
                }
            }
        }
        return value
    }

    private mutating func open(isObject: Bool) throws(JSONError) {
        guard containers.count < maximumDepth else { throw failure(.tooDeep(limit: maximumDepth), at: index) }
        index &+= 1
        containers.push(Container(isObject: isObject, start: isObject ? members.count : elements.count))
    }

    /// Moves to the next byte that is not white space and gives it; 0 at the end, where no grammar rule takes a 0.
    @inline(__always)
    mutating func skipWhitespace() -> UInt8 {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                return byte
            }
            index &+= 1
        }
        return 0
    }

    private mutating func readLiteral(_ literal: StaticString) throws(JSONError) {
        let expected = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
        let start = index
        for byte in expected {
            guard index < bytes.count, bytes[index] == byte else {
                if index < bytes.count { index = start }
                throw unexpected(.literal)
            }
            index &+= 1
        }
    }

    private mutating func readNumber() throws(JSONError) -> JSONNumber {
        switch NumberScanner.scan(bytes, from: index) {
        case .number(let number, let end):
            index = end
            return number
        case .missingDigit(let place):
            index = place
            throw unexpected(.digit)
        case .leadingZero(let place):
            throw failure(.leadingZero, at: place)
        case .outOfRange(let place):
            throw failure(.numberOutOfRange, at: place)
        }
    }
}
