public import JSON
public import Tables

/// A table as it is to be made in DynamoDB: keys and indexes, the stream of its changes, the end of its items.
public struct TableSpecification: Sendable, Hashable {
    /// Keys and indexes.
    public var definition: TableDefinition
    /// What the records of its change stream hold, such as `NEW_AND_OLD_IMAGES`; `nil` for no stream.
    public var stream: String?
    /// The attribute with the time at which an item ends, in seconds since 1970; `nil` for items that stay.
    public var expiry: String?

    /// Creates a specification.
    public init(_ definition: TableDefinition, stream: String? = nil, expiry: String? = nil) {
        self.definition = definition
        self.stream = stream
        self.expiry = expiry
    }

    /// The table itself, and that of its unique values where it has unique keys.
    public var all: [TableSpecification] {
        [self] + (definition.uniqueKeyTable.map { [TableSpecification($0)] } ?? [])
    }

    /// Returns the parameters of `CreateTable`, with on-demand billing; the time to live is not among them.
    ///
    /// - Parameter prefix: What the table's name begins with.
    /// - Returns: The parameters.
    public func createTable(prefix: String = "") -> JSONObject {
        var table = definition
        table.name = prefix + table.name
        var object = table.json.objectValue ?? JSONObject()
        if let stream {
            object["StreamSpecification"] = ["StreamEnabled": true, "StreamViewType": .string(stream)]
        }
        return object
    }

    /// Returns the parameters of `UpdateTimeToLive`; `nil` for items that stay.
    public func updateTimeToLive(prefix: String = "") -> JSONObject? {
        expiry.map { attribute in
            [
                "TableName": .string(prefix + definition.name),
                "TimeToLiveSpecification": ["Enabled": true, "AttributeName": .string(attribute)],
            ]
        }
    }
}
