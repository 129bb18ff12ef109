import JSON

/// How a table of DynamoDB is.
public struct TableDescription: Sendable, Hashable {
    /// Its name, with the prefix.
    public var name: String
    /// Its status, such as `ACTIVE`.
    public var status: String
    /// The number of its items, which DynamoDB counts every six hours.
    public var items: Int
    /// The size of its items in bytes, which DynamoDB measures every six hours.
    public var bytes: Int
    /// Its indexes.
    public var indexes: [Index]
    /// The name of its change stream; `nil` for none.
    public var stream: String?
    /// The attribute by which its items end; `nil` for items that stay.
    public var expiry: String?

    /// An index of a table.
    public struct Index: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its status, such as `ACTIVE`.
        public var status: String
    }

    /// Reads what `DescribeTable` and `DescribeTimeToLive` answer.
    init(_ name: String, _ table: JSONValue, expiry: JSONValue?) {
        self.name = name
        status = table["TableStatus"]?.stringValue ?? "unknown"
        items = table["ItemCount"]?.intValue ?? 0
        bytes = table["TableSizeBytes"]?.intValue ?? 0
        indexes = (table["GlobalSecondaryIndexes"]?.arrayValue ?? []).compactMap { index in
            index["IndexName"]?.stringValue.map { name in
                Index(name: name, status: index["IndexStatus"]?.stringValue ?? "ACTIVE")
            }
        }
        stream =
            table["StreamSpecification"]?["StreamEnabled"] == true
            ? table["LatestStreamArn"]?.stringValue : nil
        let isEnabled = ["ENABLED", "ENABLING"].contains(expiry?["TimeToLiveStatus"]?.stringValue ?? "")
        self.expiry = isEnabled ? expiry?["AttributeName"]?.stringValue : nil
    }
}
