/// A JSON Pointer (RFC 6901): the way from a document's root to one of its values.
///
/// ```swift
/// let pointer = try JSONPointer("/messages/0/text")
/// let text = document[pointer]?.stringValue
/// ```
public struct JSONPointer: Sendable {
    /// The names and array indexes on the way, unescaped; the root has none.
    public let tokens: [String]

    /// Creates the pointer to the root.
    public init() {
        tokens = []
    }

    /// Creates a pointer from unescaped names and indexes.
    public init(tokens: [String]) {
        self.tokens = tokens
    }

    /// Reads a pointer from its text: empty for the root, else `/`-separated tokens with `~0` for `~` and `~1` for `/`.
    ///
    /// - Throws: ``JSONPointerError`` when the text does not start with `/` or a `~` is not followed by `0` or `1`.
    /// - Complexity: O(*n*) in the length of the text.
    public init(_ text: String) throws(JSONPointerError) {
        guard let first = text.utf8.first else {
            tokens = []
            return
        }
        guard first == UInt8(ascii: "/") else { throw .missingSlash(text) }
        var tokens: [String] = []
        for part in text.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        ) {
            guard let token = Self.unescape(part) else { throw .invalidEscape(text) }
            tokens.append(token)
        }
        self.tokens = tokens
    }

    /// Whether this is the root.
    public var isRoot: Bool { tokens.isEmpty }

    /// The pointer without its last token; `nil` for the root.
    public var parent: JSONPointer? {
        tokens.isEmpty ? nil : JSONPointer(tokens: tokens.dropLast())
    }

    /// The names on the way: the tokens without the indexes, which differ where lists do.
    public var withoutIndices: [String] { tokens.filter { Int($0) == nil } }

    /// The pointer to a member of the value that this points to.
    public func appending(_ name: String) -> JSONPointer {
        JSONPointer(tokens: tokens + [name])
    }

    /// The pointer to an element of the array that this points to.
    public func appending(_ index: Int) -> JSONPointer {
        JSONPointer(tokens: tokens + [String(index)])
    }

    /// Returns the pointer to what another one leads to from here.
    public func appending(contentsOf other: JSONPointer) -> JSONPointer {
        JSONPointer(tokens: tokens + other.tokens)
    }

    /// The array index of a token: digits without leading zeros (RFC 6901, section 4).
    static func arrayIndex(_ token: String) -> Int? {
        let digits = token.utf8
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return nil }
        guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
        return Int(token)
    }

    private static func unescape(_ part: Substring.UTF8View) -> String? {
        guard part.contains(UInt8(ascii: "~")) else { return String(Substring(part)) }
        var bytes: [UInt8] = []
        var rest = part.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.next() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer's text, with `~` and `/` in names escaped; empty for the root.
    public var description: String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(UInt8(ascii: "/"))
            for byte in token.utf8 {
                switch byte {
                case UInt8(ascii: "~"): bytes += [UInt8(ascii: "~"), UInt8(ascii: "0")]
                case UInt8(ascii: "/"): bytes += [UInt8(ascii: "~"), UInt8(ascii: "1")]
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: Hashable {
    /// Whether both have the same tokens, by bytes.
    public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.count == right.tokens.count
            && zip(left.tokens, right.tokens).allSatisfy { $0.hasSameBytes(as: $1) }
    }

    /// Feeds the tokens' bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for token in tokens {
            token.hashBytes(into: &hasher)
        }
        hasher.combine(tokens.count)
    }
}
