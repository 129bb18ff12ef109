import Crypto
import Foundation
import JSON
import Tables

/// The values of a unique key as a text, and the key of the item that has them.
struct UniqueValue: Hashable {
    /// The attribute of the values, the key of their table.
    static let valueName = TableDefinition.uniqueValueName
    /// The attribute of the key of the item that has them.
    static let holderName = "holder"

    /// The values: the names of the attributes, and what they are.
    let text: ExactString
    /// The key of the item, as an array of one or two values.
    let holder: ExactString

    /// Creates the value that an item has; `nil` where it lacks an attribute of the key.
    init?(_ unique: UniqueKey, of item: Item, with key: Key) {
        var values: [JSONValue] = []
        for name in unique.attributes {
            guard let value = item[name].flatMap({ KeyValue($0) }) else { return nil }
            values.append(value.canonical)
        }
        let text = "\(unique.attributes.joined(separator: ",")) \(JSONValue.array(values).compactText)"
        self.text = ExactString(text.utf8.count <= 1_024 ? text : Self.digest(of: text))
        holder = ExactString(Self.text(of: key))
    }

    /// The key as a text: equal for equal keys.
    static func text(of key: Key) -> String {
        JSONValue.array([key.partition.canonical] + (key.sort.map { [$0.canonical] } ?? [])).compactText
    }

    /// Reads the text of a key.
    static func key(_ text: String) -> Key? {
        guard let values = try? JSONValue(parsing: text).arrayValue?.compactMap({ KeyValue($0) }),
            let partition = values.first
        else { return nil }
        return Key(partition, values.count > 1 ? values[1] : nil)
    }

    /// A text of a fixed length, since a key has at most 2,048 bytes.
    private static func digest(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }
}

extension KeyValue {
    /// The value with one text for all that are equal.
    fileprivate var canonical: JSONValue {
        switch self {
        case .string(let text): .string(text.string)
        case .number(let number): .number(number.normalized)
        }
    }
}
