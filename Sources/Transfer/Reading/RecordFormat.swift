public import JSON

/// A form of files with records.
public enum RecordFormat: String, Sendable, CaseIterable {
    /// A fixture: one JSON object with the items of all tables.
    case fixture
    /// What DynamoDB exports: a line for each item of one table, `{"Item": {"id": {"S": "a"}}}`.
    case dynamodb
}

/// A record in a file.
public struct FiledRecord: Sendable, Hashable {
    /// The place behind a record in a file, from which reading can go on.
    public struct Place: Sendable, Hashable {
        /// The table of the record.
        public var table: String
        /// The number of bytes before it.
        public var offset: Int

        /// Creates a place.
        public init(table: String, offset: Int) {
            self.table = table
            self.offset = offset
        }
    }

    /// The attributes.
    public var item: JSONObject
    /// Its table, and the place behind it.
    public var place: Place

    /// The name of its table.
    public var table: String { place.table }
}
