public import JSON

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

    /// The sequence number, from 1; those of one table may have gaps.
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
    /// Whether the end of its time to live deleted the item, and no request.
    public var isExpiry: Bool
    /// Which images the record has.
    public var view: StreamViewType

    /// Creates a record.
    public init(
        sequence: Int,
        table: String,
        event: Event,
        keys: Item,
        old: Item?,
        new: Item?,
        time: Int,
        bytes: Int,
        isExpiry: Bool = false,
        view: StreamViewType = .newAndOldImages
    ) {
        self.sequence = sequence
        self.table = table
        self.event = event
        self.keys = keys
        self.old = old
        self.new = new
        self.time = time
        self.bytes = bytes
        self.isExpiry = isExpiry
        self.view = view
    }

    /// Creates the record of a change; `nil` where nothing has changed.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - definition: The table.
    ///   - sequence: The sequence number.
    ///   - time: The time in milliseconds since 1970-01-01T00:00Z.
    ///   - view: Which images the record has.
    public init?(
        _ change: ItemChange,
        of definition: TableDefinition,
        sequence: Int,
        time: Int,
        view: StreamViewType = .newAndOldImages
    ) {
        guard change.isChange, let image = change.new ?? change.old else { return nil }
        let keys = definition.key.attributes(of: image)
        self.init(
            sequence: sequence,
            table: change.table,
            event: change.old == nil ? .insert : change.new == nil ? .remove : .modify,
            keys: keys.attributes,
            old: view.hasOldImage ? change.old : nil,
            new: view.hasNewImage ? change.new : nil,
            time: time,
            bytes: keys.bytes + (view.hasOldImage ? change.oldBytes : 0)
                + (view.hasNewImage ? change.newBytes : 0),
            isExpiry: change.isExpiry,
            view: view
        )
    }

    /// Returns the record with the images that a type of stream has.
    public func viewed(as view: StreamViewType) -> ChangeRecord {
        guard view != self.view else { return self }
        var record = self
        func size(_ image: Item?) -> Int { image.flatMap { try? ItemSize.measure($0, in: table) } ?? 0 }
        if !view.hasOldImage {
            record.bytes -= size(old)
            record.old = nil
        }
        if !view.hasNewImage {
            record.bytes -= size(new)
            record.new = nil
        }
        record.view = view
        return record
    }

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
        image["StreamViewType"] = .string(view.rawValue)
        var record: JSONObject = [
            "eventID": .string("\(table)-\(Self.text(of: sequence))"),
            "eventName": .string(event.rawValue),
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "local",
            "eventSourceARN": .string("arn:aws:dynamodb:local:000000000000:table/\(table)/stream/understudy"),
            "dynamodb": .object(image),
        ]
        // So does DynamoDB tell its own deletes of expired items from those of a client.
        if isExpiry { record["userIdentity"] = ["type": "Service", "principalId": "dynamodb.amazonaws.com"] }
        return .object(record)
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
