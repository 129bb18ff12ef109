/// The reason why bytes are not JSON, with the position.
public struct JSONError: Error, Hashable, Sendable {
    /// The problem.
    public let kind: Kind
    /// The position.
    public let position: SourcePosition
    /// The value that is wrong or that holds what is wrong.
    public let pointer: JSONPointer

    /// Creates an error.
    public init(kind: Kind, position: SourcePosition, pointer: JSONPointer) {
        self.kind = kind
        self.position = position
        self.pointer = pointer
    }

    /// The ways in which bytes fail to be JSON.
    public enum Kind: Hashable, Sendable {
        /// The text ends where this was expected.
        case unexpectedEnd(expected: Expectation)
        /// There is another character where this was expected.
        case unexpectedCharacter(Unicode.Scalar, expected: Expectation)
        /// Something follows the document's value.
        case trailingContent(Unicode.Scalar)
        /// There is an unescaped control character in a string; JSON wants it escaped.
        case controlCharacter(Unicode.Scalar)
        /// A backslash is followed by something that is no escape.
        case invalidEscape
        /// An escaped surrogate is not half of a pair.
        case loneSurrogate
        /// The bytes are not UTF-8: overlong, a surrogate, beyond U+10FFFF, cut short or out of place.
        case invalidUTF8
        /// The text starts with a byte order mark, which RFC 8259, section 8.1, forbids to send.
        case byteOrderMark
        /// A number starts with a zero that another digit follows.
        case leadingZero
        /// A number's exponent is beyond ``JSONNumber/exponentLimit``.
        case numberOutOfRange
        /// A member's name is a duplicate of one in the same object, at `first`.
        case duplicateName(String, first: SourcePosition)
        /// Arrays and objects are nested deeper than the limit.
        case tooDeep(limit: Int)
    }

    /// What the grammar allows at a position.
    public enum Expectation: String, Hashable, Sendable {
        /// Any value.
        case value = "a value"
        /// An array's first value or its end.
        case valueOrEnd = "a value or ']'"
        /// An object's first name or its end.
        case nameOrEnd = "a member name in quotes or '}'"
        /// A name, after a comma.
        case name = "a member name in quotes"
        /// The colon behind a name.
        case colon = "':'"
        /// After an array's element.
        case commaOrBracket = "',' or ']'"
        /// After an object's member.
        case commaOrBrace = "',' or '}'"
        /// A digit of a number.
        case digit = "a digit"
        /// The rest of `true`, `false` or `null`.
        case literal = "'true', 'false' or 'null'"
        /// The end of a string.
        case closingQuote = "a closing quote"
        /// A digit of a `\u` escape.
        case hexadecimalDigit = "four hexadecimal digits"
    }
}

extension JSONError: CustomStringConvertible {
    /// The maximum number of tokens of the pointer in a message: hostile input may be deeply nested.
    private static let longestPointer = 12

    /// The position, the problem and the remedy, on one line.
    public var description: String {
        if pointer.isRoot { return "\(position): \(kind)" }
        let shown = JSONPointer(tokens: Array(pointer.tokens.prefix(Self.longestPointer)))
        let rest = pointer.tokens.count > Self.longestPointer ? "/..." : ""
        return "\(position): \(kind) (at \(shown)\(rest))"
    }
}

extension JSONError.Kind: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .unexpectedEnd(let expected):
            "the text ends where \(expected.rawValue) was expected"
        case .unexpectedCharacter(let found, let expected):
            "expected \(expected.rawValue), but found \(Self.name(of: found))"
        case .trailingContent(let found):
            "expected the end of the text, but found \(Self.name(of: found)); a document holds one value"
        case .controlCharacter(let found):
            "a string holds the control character \(Self.name(of: found)); write it as an escape"
        case .invalidEscape:
            "a backslash in a string must be followed by one of \" \\ / b f n r t u"
        case .loneSurrogate:
            "an escaped surrogate stands alone; write both halves of the pair, or the character itself"
        case .invalidUTF8:
            "the bytes are not UTF-8; store the text in UTF-8"
        case .byteOrderMark:
            "the text starts with a byte order mark; store it without one"
        case .leadingZero:
            "a number must not start with a superfluous zero; leave it out"
        case .numberOutOfRange:
            "a number's exponent is beyond \(JSONNumber.exponentLimit); no decimal here can hold it"
        case .duplicateName(let name, let first):
            "the member name '\(name)' has already stood at \(first); give each member its own name"
        case .tooDeep(let limit):
            "arrays and objects are nested deeper than \(limit) levels; flatten the value"
        }
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x21...0x7E where scalar != "'": return "'\(scalar)'"
        case 0xA1...: return "'\(scalar)'"
        // Controls, white space and the quote itself, which would not be seen.
        default: return scalar.codePoint
        }
    }
}
