import Contracts
import Faults
import Lambda
import Testing
import Verifier
import VerifierEvents

/// Each script of a failure stands alone: against an endpoint with empty tables it shows the fault again, and without the fault
/// it shows nothing.
///
/// `UNDERSTUDY_SCRIPTS` selects other faults: `all`, parts of the catalogue such as `7` or `0-9`, or a text of their names.
@Suite("The script of a failure", .serialized)
struct ScriptReplayTests {
    private static let faults = ScriptSelection.faults
    private static let tally = ScriptTally(faults: faults.count)

    @Test(
        "shows the fault again on an endpoint with empty tables, and nothing without the fault",
        arguments: faults.map(\.description)
    )
    func standsAlone(name: String) async throws {
        let contract = try ProjectContract.loaded.get()
        let fault = try #require(Self.faults.first { $0.description == name })
        let tables = contract.tables.map(\.definition)
        let failures = await Self.failures(of: fault, contract)
        #expect(!failures.isEmpty || !ScriptSelection.isFoundEach, "not found: \(fault)")
        let chosen = Array(failures.prefix(ScriptSelection.mostFailures))
        for replay in try await ScriptReplay.all(of: chosen, fault, tables) {
            let (failure, sound) = (replay.failure, replay.sound)
            let place: Comment = "\(fault): \(failure.rule.id): \(failure.summary)\n\(failure.script)"
            // Of requests at the same time, several outcomes are right.
            #expect(
                sound[0].exchanges == sound[1].exchanges || sound[0].isConcurrent,
                "shown without the fault: \(place)"
            )
            #expect(replay.isShown || replay.note != nil, "not shown: \(place)")
            #expect((sound + replay.faulty).allSatisfy { $0.complaints == "" }, "complaints: \(place)")
            await Self.tally.count(replay, of: name)
        }
        await Self.tally.finish(name, failures: failures.count)
    }

    /// Returns the steady failures of a fault in its own suite.
    private static func failures(of fault: Fault, _ contract: Contract) async -> [Failure] {
        let log = FailureLog()
        let isTransport = fault.suite == CaseIdentity.transportSuite
        let verifier = Verifier(
            contract: contract,
            endpoint: fault.backend(tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                isStrict: fault.isAdvisory,
                only: isTransport ? ["transport", "protocol", "boundary", "shape"] : [fault.suite],
                endpointURL: ScriptRun.url,
                generatedCases: 0
            )
        )
        _ = await verifier.run { await log.note($0) }
        var rules: Set<String> = []
        return await log.failures.filter { !$0.reproductions.isFlaky && rules.insert($0.rule.id).inserted }
    }
}

/// Keeps the failures of a run.
private actor FailureLog {
    private(set) var failures: [Failure] = []

    func note(_ event: VerifierEvent) {
        guard case .caseFinished(let result) = event, case .failed(let failures) = result.outcome else {
            return
        }
        self.failures += failures
    }
}
