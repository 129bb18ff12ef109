public import JSON
public import Tables

/// One change of one item, in the shape of a DynamoDB Streams record.
///
/// Source: AWS, "DynamoDB Streams API reference", Record and StreamRecord.
public struct ChangeRecord: Sendable, Hashable {
    /// What became of the item.
    public enum Event: String, Sendable, Hashable {
        /// It was not there before.
        case insert = "INSERT"
        /// It is another one than before.
        case modify = "MODIFY"
        /// It is not there any more.
        case remove = "REMOVE"
    }

    /// The place in the feed, from 1.
    public var sequence: Int
    /// The table's name.
    public var table: String
    /// What became of the item.
    public var event: Event
    /// The attributes of the item's key.
    public var keys: Item
    /// The item before; `nil` when there was none.
    public var old: Item?
    /// The item afterwards; `nil` when there is none.
    public var new: Item?
    /// The session's time, in milliseconds since 1970-01-01T00:00Z.
    public var time: Int
    /// The size of keys and images in bytes.
    public var bytes: Int

    /// The record as a stream's reader gets it, attributes with their types.
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

    /// A sequence number as streams write it: 21 digits, so that their order is that of the texts, too.
    private static func text(of sequence: Int) -> String {
        let digits = String(sequence)
        return String(repeating: "0", count: max(0, 21 - digits.utf8.count)) + digits
    }
}

extension Item {
    /// The attributes in DynamoDB's notation, each value with its type.
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
        // A table holds a number's value, not how it was written.
        case .number(let number): ["N": .string(number.normalized.text)]
        case .string(let text): ["S": .string(text)]
        case .array(let elements): ["L": .array(elements.map(\.typedAttribute))]
        case .object(let object): ["M": object.typedAttributes]
        }
    }
}
