import Contracts
import Sessions
import Tables

extension FixtureLibrary {
    /// Returns the initial data of a server: that of a fixture, or none.
    ///
    /// - Parameters:
    ///   - fixture: The name or file of the fixture; `nil` for no data.
    ///   - contract: The contract.
    /// - Returns: The initial state.
    /// - Throws: ``CommandLineError`` with its place in the file where it is invalid.
    func initialState(_ fixture: String?, for contract: Contract) throws(CommandLineError) -> SessionSnapshot
    {
        guard let fixture else {
            return SessionSnapshot(
                description: "Nothing yet.",
                clock: ReferenceEnvironment.systemTime,
                tables: TableState(contract.tables.map(\.definition))
            )
        }
        let start = try load(fixture, for: contract)
        let snapshot: SessionSnapshot
        do throws(SnapshotError) {
            snapshot = try SessionSnapshot(
                start.json,
                for: contract.tables,
                now: ReferenceEnvironment.systemTime
            )
        } catch {
            throw try firstError(in: fixture, for: contract)
                ?? CommandLineError("fixture \(start.name): \(error.description)")
        }
        // It can be served; inconsistent items are reported, since somebody may have edited it by hand.
        if let problem = try inconsistency(in: fixture, for: contract) {
            Terminal.writeToError("understudy: served in spite of an inconsistency: \(problem.text)")
        }
        return snapshot
    }
}
