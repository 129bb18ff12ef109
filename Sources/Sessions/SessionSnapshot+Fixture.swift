public import Contracts
public import JSON
import Tables

extension SessionSnapshot {
    /// Reads a world from a fixture that may come from anywhere.
    ///
    /// - Parameters:
    ///   - fixture: The fixture.
    ///   - contracts: The tables that it fills.
    ///   - now: The time at which its clock starts when it tells none, in milliseconds since 1970-01-01T00:00Z.
    /// - Throws: ``SnapshotError`` when it does not hold what the tables need: a world that begins with broken records
    ///   would break its contract, or keep a request waiting, at a time and place that tell nothing of the cause.
    /// - Complexity: O(*n*) in the size of the fixture.
    public init(_ fixture: JSONValue, for contracts: [TableContract], now: Int) throws(SnapshotError) {
        guard fixture.objectValue != nil else {
            throw SnapshotError(
                "a fixture is a JSON object, but this is \(fixture.typeName); see Fixtures/demo.json"
            )
        }
        description = fixture["description"]?.stringValue ?? "A world without a description."
        clock = try Self.clock(of: fixture, now: now)
        draws = 0
        do throws(TableLoadError) {
            tables = try TableState(contracts.map(\.definition), loading: fixture)
        } catch {
            throw SnapshotError("the fixture cannot be loaded: \(error.description)")
        }
        for contract in contracts { try Self.checkRecords(of: contract, in: fixture) }
    }

    /// The fixture's clock: from 2001, where times get their 13 digits, to the year 9999.
    private static func clock(of fixture: JSONValue, now: Int) throws(SnapshotError) -> Int {
        guard let value = fixture["clock"] else { return now }
        guard let clock = value.intValue, (1_000_000_000_000...SessionClock.latest).contains(clock) else {
            throw SnapshotError(
                "the fixture cannot be loaded: /clock: must be a time in milliseconds since 1970, from 1000000000000 "
                    + "to \(SessionClock.latest); leave it out to start now"
            )
        }
        return clock
    }

    private static func checkRecords(of table: TableContract, in fixture: JSONValue) throws(SnapshotError) {
        for (index, item) in (fixture["tables"]?[table.name]?.arrayValue ?? []).enumerated() {
            guard let unit = table.firstBreach(in: item) else { continue }
            let place = JSONPointer(tokens: ["tables", table.name, "\(index)"] + unit.pointer.tokens)
            throw SnapshotError(
                "the fixture cannot be loaded: \(place): \(unit.message); "
                    + "see all by 'understudy fixture validate FILE'"
            )
        }
    }
}

/// Why a world could not be read or changed.
public struct SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it is, what is wrong, and what to do, on one line.
    public let description: String

    /// Makes an error of its text.
    public init(_ description: String) {
        self.description = description
    }
}
