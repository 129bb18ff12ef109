import Backend
import Contracts
import JSON
import JSONSchema
import MockServer
import Tables

/// What a world starts from, read from a fixture that may come from anywhere.
struct WorldStart: Sendable {
    let description: String
    /// The time at which the world's clock starts, in milliseconds since 1970-01-01T00:00Z.
    let clock: Int
    let tables: TableState

    /// Reads a fixture.
    ///
    /// - Throws: ``StateError`` when it does not hold what the tables need: a world that begins with broken records
    ///   would break its contract, or keep a request waiting, at a time and place that tell nothing of the cause.
    init(_ fixture: JSONValue, for contracts: [TableContract]) throws(StateError) {
        guard fixture.objectValue != nil else {
            throw StateError(
                "a fixture is a JSON object, but this is \(fixture.typeName); see Fixtures/demo.json"
            )
        }
        description = fixture["description"]?.stringValue ?? "A world without a description."
        clock = try Self.clock(of: fixture)
        do throws(TableLoadError) {
            tables = try TableState(contracts.map(\.definition), loading: fixture)
        } catch {
            throw StateError("the fixture cannot be loaded: \(error.description)")
        }
        for contract in contracts { try Self.checkRecords(of: contract, in: fixture) }
    }

    /// The fixture's clock: from 2001, where times get their 13 digits, to the year 9999.
    private static func clock(of fixture: JSONValue) throws(StateError) -> Int {
        guard let value = fixture["clock"] else { return SystemTime().now() }
        guard let clock = value.intValue, (1_000_000_000_000...253_402_300_799_999).contains(clock) else {
            throw StateError(
                "the fixture cannot be loaded: /clock: must be a time in milliseconds since 1970, from 1000000000000 "
                    + "to 253402300799999; leave it out to start now"
            )
        }
        return clock
    }

    private static func checkRecords(of table: TableContract, in fixture: JSONValue) throws(StateError) {
        for (index, item) in (fixture["tables"]?[table.name]?.arrayValue ?? []).enumerated()
        where !table.record.isValid(item) {
            let unit = FailureSummary.essential(of: table.record.validate(item)).first
            let place = JSONPointer(
                tokens: ["tables", table.name, "\(index)"] + (unit?.instanceLocation.tokens ?? [])
            )
            throw StateError(
                "the fixture cannot be loaded: \(place): \(unit?.message ?? "does not fit its record"); "
                    + "see all by 'understudy fixture validate FILE'"
            )
        }
    }
}
