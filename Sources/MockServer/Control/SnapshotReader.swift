import Contracts
import Foundation
import JSON
import Sessions

/// Makes worlds of fixtures, by name or as they are sent.
struct SnapshotReader: Sendable {
    let contract: CurrentContract
    let fixtures: any FixtureSource

    /// The world of a fixture.
    ///
    /// - Throws: ``ControlError`` when it does not hold what the tables need.
    /// - Complexity: O(*n*) in the size of the fixture.
    func world(_ fixture: JSONValue) throws(ControlError) -> SessionSnapshot {
        do throws(SnapshotError) {
            return try SessionSnapshot(fixture, for: contract.contract.tables, now: Self.now)
        } catch {
            throw ControlError(400, error.description)
        }
    }

    /// The world of the fixture of a name.
    ///
    /// - Throws: ``ControlError`` when there is none, or it is broken.
    func world(named name: String) throws(ControlError) -> SessionSnapshot {
        let fixture: JSONValue
        do throws(SnapshotError) {
            fixture = try fixtures.fixture(name)
        } catch {
            throw ControlError(400, error.description)
        }
        return try world(fixture)
    }

    private static var now: Int { Int(Date().timeIntervalSince1970 * 1_000) }
}
