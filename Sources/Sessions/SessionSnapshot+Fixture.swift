public import Contracts
public import JSON
public import Tables

extension SessionSnapshot {
    /// Creates a snapshot from an untrusted fixture.
    ///
    /// - Parameters:
    ///   - fixture: The fixture.
    ///   - contracts: The contracts of the tables.
    ///   - now: The start of the clock when the fixture has none, in milliseconds since 1970-01-01T00:00Z.
    /// - Throws: ``SnapshotError`` when a record is invalid: invalid records would break the contract or delay a
    ///   request later, where the cause is hard to find.
    /// - Complexity: O(*n*) in the size of the fixture.
    public init(_ fixture: JSONValue, for contracts: [TableContract], now: Int) throws(SnapshotError) {
        guard fixture.objectValue != nil else {
            throw SnapshotError(
                "a fixture is a JSON object, but this is \(fixture.typeName); see Fixtures/demo.json"
            )
        }
        description = fixture["description"]?.stringValue ?? "A fixture without a description."
        clock = try Self.clock(of: fixture, now: now)
        draws = 0
        do throws(TableLoadError) {
            tables = try TableState(contracts.map(\.definition), loading: fixture)
        } catch {
            throw SnapshotError("the fixture cannot be loaded: \(error.description)")
        }
        for contract in contracts { try Self.checkRecords(of: contract, in: fixture) }
    }

    /// Returns the snapshot as a fixture whose clock is not earlier than any time in its records.
    ///
    /// Of many concurrent records each gets its own millisecond, so times can be ahead of a busy session's clock.
    ///
    /// - Parameter contracts: The contracts of the tables: their records' schemas annotate the times.
    /// - Returns: A fixture of the snapshot's description and tables.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when kept records cannot be read.
    /// - Complexity: O(*n*) in the size of the records.
    public func fixture(of contracts: [TableContract]) throws(TableStoreError) -> JSONValue {
        let items = try tables.fixture["tables"] ?? [:]
        let times = contracts.flatMap { contract in
            (items[contract.name]?.arrayValue ?? []).flatMap { item in
                AnnotationIndex(of: item, by: contract.record).entries.compactMap { entry in
                    item[entry.pointer].flatMap { entry.annotation.time?.milliseconds(of: $0) }
                }
            }
        }
        return [
            "$schema": "../Contracts/meta/fixture.schema.json",
            "description": .string(description),
            "clock": .number(JSONNumber(max(clock, times.max() ?? 0))),
            "tables": items,
        ]
    }

    /// Reads the fixture's clock: from 2001, where timestamps get 13 digits, to the year 9999.
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
            let pointer = JSONPointer(tokens: ["tables", table.name, "\(index)"] + unit.pointer.tokens)
            throw SnapshotError(
                "the fixture cannot be loaded: \(pointer): \(unit.message); "
                    + "see all by 'understudy fixture validate FILE'"
            )
        }
    }
}

/// The reason why a snapshot could not be read or changed.
public struct SnapshotError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The location, the problem and the remedy, on one line.
    public let description: String

    /// Creates an error with a message.
    public init(_ description: String) {
        self.description = description
    }
}
