public import JSON

/// What tells an item apart from all others of its table.
public struct Key: Sendable, Hashable {
    /// The partition key's value.
    public var partition: KeyValue
    /// The sort key's value; `nil` in a table that has none.
    public var sort: KeyValue?

    /// Makes a key.
    public init(_ partition: KeyValue, _ sort: KeyValue? = nil) {
        self.partition = partition
        self.sort = sort
    }
}

/// A value that a key can have.
public enum KeyValue: Sendable, Hashable {
    /// A string, ordered by its UTF-8 bytes.
    case string(ExactString)
    /// A number, ordered by its value.
    case number(JSONNumber)

    /// Makes a string's key value.
    public static func string(_ text: String) -> KeyValue {
        .string(ExactString(text))
    }

    /// Takes an attribute's value; `nil` for one that no key can have.
    public init?(_ value: JSONValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .number(let number): self = .number(number)
        default: return nil
        }
    }

    /// The value as an attribute holds it.
    public var json: JSONValue {
        switch self {
        case .string(let text): .string(text.string)
        case .number(let number): .number(number)
        }
    }

    /// The type, named as DynamoDB names it.
    public var type: KeyAttribute.AttributeType {
        switch self {
        case .string: .string
        case .number: .number
        }
    }
}

extension KeyValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// Makes a string's key value.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// Makes a number's key value.
    public init(integerLiteral value: Int) {
        self = .number(JSONNumber(value))
    }
}

extension KeyValue: CustomStringConvertible {
    /// The value as it would stand in JSON, without escapes.
    public var description: String {
        switch self {
        case .string(let text): "\"\(text.string)\""
        case .number(let number): number.text
        }
    }
}
