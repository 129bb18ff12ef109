public import JSON

/// A state of the tables to start from: `Fixtures/*.json`.
public struct Fixture: Sendable, Hashable {
    /// The items of one table, in the order in which they are stored.
    public struct Table: Sendable, Hashable {
        /// The table's name.
        public var name: String
        /// Its items.
        public var items: [JSONObject]

        /// Creates a table's items.
        public init(name: String, items: [JSONObject]) {
            self.name = name
            self.items = items
        }
    }

    /// The file's name without its ending: `demo`.
    public var name: String
    /// A description of the state.
    public var description: String
    /// The initial time of the mock's clock, in milliseconds since 1970-01-01T00:00Z.
    public var clock: Int
    /// The items of every table that is not empty, in the file's order.
    public var tables: [Table]

    /// Creates a fixture.
    public init(name: String, description: String, clock: Int, tables: [Table]) {
        self.name = name
        self.description = description
        self.clock = clock
        self.tables = tables
    }

    /// The fixture as JSON, in the form of its file.
    public var json: JSONValue {
        let tables = tables.map { JSONMember(name: $0.name, value: .array($0.items.map(JSONValue.object))) }
        return [
            "$schema": "../Contracts/meta/fixture.schema.json",
            "description": .string(description),
            "clock": .number(JSONNumber(clock)),
            "tables": .object(JSONObject(tables)),
        ]
    }
}
