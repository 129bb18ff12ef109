public import JSON

/// The primary key of an item.
public struct Key: Sendable, Hashable {
    /// The partition key value.
    public var partition: KeyValue
    /// The sort key value; `nil` in a table without a sort key.
    public var sort: KeyValue?

    /// Creates a key.
    public init(_ partition: KeyValue, _ sort: KeyValue? = nil) {
        self.partition = partition
        self.sort = sort
    }
}

/// A value of a key attribute.
public enum KeyValue: Sendable, Hashable {
    /// A string, ordered by its UTF-8 bytes.
    case string(ExactString)
    /// A number, ordered by its value.
    case number(JSONNumber)

    /// Creates a key value from a string.
    public static func string(_ text: String) -> KeyValue {
        .string(ExactString(text))
    }

    /// Creates a key value from an attribute's value; returns `nil` when the value is neither a string nor a number.
    public init?(_ value: JSONValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .number(let number): self = .number(number)
        default: return nil
        }
    }

    /// The value as JSON.
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
    /// Creates a key value from a string literal.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// Creates a key value from an integer literal.
    public init(integerLiteral value: Int) {
        self = .number(JSONNumber(value))
    }
}

extension KeyValue: CustomStringConvertible {
    /// The value as in JSON, without quotes and escapes.
    public var description: String {
        switch self {
        case .string(let text): "\"\(text.string)\""
        case .number(let number): number.text
        }
    }
}
