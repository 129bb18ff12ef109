public import JSON
public import Lambda
public import Tables

/// What a session begins with: tables, and the time at which its clock starts.
///
/// A fork of it costs nothing.
public struct SessionSnapshot: Sendable {
    /// What it is, for people.
    public var description: String
    /// What its clock shows at the start, in milliseconds since 1970-01-01T00:00Z.
    public var clock: Int
    /// What its tables hold.
    public var tables: TableState
    /// How many requests have made ids in it: what the ids of a seeded session follow from, so that no world makes one a
    /// second time, and reads change nothing about them.
    public var draws: Int

    /// Makes a world.
    public init(description: String, clock: Int, tables: TableState, draws: Int = 0) {
        self.description = description
        self.clock = clock
        self.tables = tables
        self.draws = draws
    }

    /// The world as a fixture, its clock not before any of the records.
    ///
    /// - Complexity: O(*n* log *n*) in the number of items.
    public var fixture: JSONValue {
        let items = tables.fixture["tables"] ?? [:]
        // Of many records at once each gets a millisecond of its own, so times run ahead of a busy world's clock.
        let times = (items.objectValue?.members ?? []).flatMap { table in
            (table.value.arrayValue ?? []).flatMap { item in
                [item["created_at"]?.intValue, item["updated_at"]?.intValue].compactMap(\.self)
            }
        }
        return [
            "$schema": "../Contracts/meta/fixture.schema.json",
            "description": .string(description),
            "clock": .number(JSONNumber(max(clock, times.max() ?? 0))),
            "tables": items,
        ]
    }
}

/// Makes the function that a session plays, over the session's own tables and clock.
///
/// Its ids follow from ``RequestScope/draw()`` of the request that it answers, where that gives numbers.
public typealias FunctionFactory =
    @Sendable (_ store: SessionStore, _ clock: SessionClock) -> any Endpoint
