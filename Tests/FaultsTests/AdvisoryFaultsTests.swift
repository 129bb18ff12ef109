import Causes
import Contracts
import Faults
import Testing
import Verifier
import VerifierEvents

@Suite("A run against a backend that breaks only SHOULDs")
struct AdvisoryFaultsTests {
    /// The faults of the catalogue that break only a SHOULD, as far as they can stand together.
    ///
    /// Those with a condition are left out: a cursor that is empty, say, is one as well, and a MUST says what it means.
    private static let faults = Catalogue.faults
        .filter { $0.isAdvisory && !$0.isIntermittent && !$0.name.contains(", only ") && $0.name != limit }
        .reduce(into: [Fault]()) { faults, fault in
            if faults.allSatisfy({ $0.canStand(beside: fault) }) { faults.append(fault) }
        }

    /// It takes an empty limit as 0, and a MUST says that it is as none.
    private static let limit = "a limit of one too few"

    @Test("has causes, all of that level, and no failing case")
    func severity() async throws {
        let contract = try ProjectContract.loaded.get()
        try #require(Self.faults.count >= 10)
        let verifier = Verifier(
            contract: contract,
            endpoint: Catalogue.backend(with: Self.faults, tables: contract.tables.map(\.definition)),
            options: VerifierOptions(runPrefix: "run", walkSteps: 200)
        )
        let results = Results()
        _ = await verifier.run { await results.hear($0) }
        let all = await results.all
        let failed = all.filter { if case .failed = $0.outcome { true } else { false } }
        #expect(failed.map(\.identity.description) == [])
        let causes = CauseAnalysis(all, contract).causes
        #expect(causes.count >= 10)
        let serious = causes.filter { $0.severity != .recommendation }
        #expect(serious.map(\.sentence) == [])
    }
}
