import Contracts
import Foundation
import JSON
import Sessions

/// Creates session snapshots from fixtures, by name or from a request body.
struct SnapshotReader: Sendable {
    let contract: CurrentContract
    let fixtures: any FixtureSource

    /// Creates a snapshot from a fixture.
    ///
    /// - Throws: ``ControlError`` when the fixture is invalid.
    /// - Complexity: O(*n*) in the size of the fixture.
    func snapshot(_ fixture: JSONValue) throws(ControlError) -> SessionSnapshot {
        do throws(SnapshotError) {
            return try SessionSnapshot(fixture, for: contract.contract.tables, now: Self.now)
        } catch {
            throw ControlError(400, error.description)
        }
    }

    /// Creates a snapshot from the fixture of that name.
    ///
    /// - Throws: ``ControlError`` when it does not exist or is invalid.
    func snapshot(named name: String) throws(ControlError) -> SessionSnapshot {
        let fixture: JSONValue
        do throws(SnapshotError) {
            fixture = try fixtures.fixture(name)
        } catch {
            throw ControlError(400, error.description)
        }
        return try snapshot(fixture)
    }

    private static var now: Int { Int(Date().timeIntervalSince1970 * 1_000) }
}
