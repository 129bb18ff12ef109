public import JSON
public import Tables

/// A change of one item, in the shape of a DynamoDB Streams record.
///
/// Source: AWS, "DynamoDB Streams API reference", Record and StreamRecord.
public struct ChangeRecord: Sendable, Hashable {
    /// The kind of change.
    public enum Event: String, Sendable, Hashable {
        /// The item was created.
        case insert = "INSERT"
        /// The item was modified.
        case modify = "MODIFY"
        /// The item was deleted.
        case remove = "REMOVE"
    }

    /// The sequence number in the feed, from 1.
    public var sequence: Int
    /// The table's name.
    public var table: String
    /// The kind of change.
    public var event: Event
    /// The key attributes of the item.
    public var keys: Item
    /// The item before; `nil` when it did not exist.
    public var old: Item?
    /// The item after; `nil` when it was deleted.
    public var new: Item?
    /// The session's time, in milliseconds since 1970-01-01T00:00Z.
    public var time: Int
    /// The size of keys and images, in bytes.
    public var bytes: Int

    /// The record as JSON for stream readers, with typed attributes.
    /// - Complexity: O(*n*) in the size of the images.
    public var json: JSONValue {
        var image: JSONObject = [
            "ApproximateCreationDateTime": .number(JSONNumber(time / 1_000)),
            "Keys": keys.typedAttributes,
        ]
        if let new { image["NewImage"] = new.typedAttributes }
        if let old { image["OldImage"] = old.typedAttributes }
        image["SequenceNumber"] = .string(Self.text(of: sequence))
        image["SizeBytes"] = .number(JSONNumber(bytes))
        image["StreamViewType"] = "NEW_AND_OLD_IMAGES"
        return [
            "eventID": .string("\(table)-\(Self.text(of: sequence))"),
            "eventName": .string(event.rawValue),
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "local",
            "eventSourceARN": .string("arn:aws:dynamodb:local:000000000000:table/\(table)/stream/understudy"),
            "dynamodb": .object(image),
        ]
    }

    /// Returns a sequence number as in streams: 21 digits, so that texts sort numerically.
    private static func text(of sequence: Int) -> String {
        let digits = String(sequence)
        return String(repeating: "0", count: max(0, 21 - digits.utf8.count)) + digits
    }
}

extension Item {
    /// The attributes in DynamoDB JSON, each value with its type.
    ///
    /// Source: AWS, "AttributeValue".
    fileprivate var typedAttributes: JSONValue {
        .object(JSONObject(map { JSONMember(name: $0.name, value: $0.value.typedAttribute) }))
    }
}

extension JSONValue {
    fileprivate var typedAttribute: JSONValue {
        switch self {
        case .null: ["NULL": true]
        case .bool(let value): ["BOOL": .bool(value)]
        // A table stores a number's value, not its notation.
        case .number(let number): ["N": .string(number.normalized.text)]
        case .string(let text): ["S": .string(text)]
        case .array(let elements): ["L": .array(elements.map(\.typedAttribute))]
        case .object(let object): ["M": object.typedAttributes]
        }
    }
}
