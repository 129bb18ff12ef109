public import JSON

/// A world to start from: `Fixtures/*.json`.
public struct Fixture: Sendable, Hashable {
    /// The items of one table, in the order in which they are stored.
    public struct Table: Sendable, Hashable {
        /// The table's name.
        public var name: String
        /// Its items.
        public var items: [JSONObject]

        /// Makes a table's items.
        public init(name: String, items: [JSONObject]) {
            self.name = name
            self.items = items
        }
    }

    /// The file's name without its ending: `demo`.
    public var name: String
    /// What the world is good for.
    public var description: String
    /// Milliseconds since 1970-01-01T00:00Z at which the mock's clock starts.
    public var clock: Int
    /// The items of every table that is not empty, in the file's order.
    public var tables: [Table]

    /// Makes a fixture.
    public init(name: String, description: String, clock: Int, tables: [Table]) {
        self.name = name
        self.description = description
        self.clock = clock
        self.tables = tables
    }

    /// The fixture as its file holds it.
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
