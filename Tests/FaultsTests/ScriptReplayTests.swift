import Backend
import Contracts
import Faults
import Foundation
import Lambda
import Tables
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

    /// Returns whether a failure's script may not show the fault, which it has to say.
    private static func isException(_ failure: Failure, of fault: Fault) -> Bool {
        // A list of all records shows them only in records that another case made of values that no example has: the checks on
        // every response see them there, and no example's write shows the same.
        if ["admin-leads-answers", "admin-conversations-answers", "admin-conversations-newest-first"]
            .contains(failure.rule.id)
        {
            return failure.script.contains("# May not show the failure on an endpoint without records")
        }
        // A race is lost by chance; and cases that send one request after the other see it while other cases run. Transactions
        // that are tried again, since others are under way, leave a message behind each time.
        let isRace = [
            "only beside another one", "when the conversation is refused", "a message stays behind",
        ]
        .contains { fault.description.contains($0) }
        return isRace
            && (failure.script.contains("# May not show the failure each time: requests at the same time")
                || failure.script.contains("# May not show the failure: it was seen with requests of other"))
    }

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
        for failure in failures.prefix(ScriptSelection.mostFailures) {
            let sound = try await Self.soundRuns(of: failure.script, tables)
            let faulty = try await Self.faultyRuns(of: failure.script, fault, tables)
            let place: Comment = "\(fault): \(failure.rule.id): \(failure.summary)\n\(failure.script)"
            // Of requests at the same time, several outcomes are right.
            #expect(
                sound[0].exchanges == sound[1].exchanges || sound[0].isConcurrent,
                "shown without the fault: \(place)"
            )
            let isShown = faulty.contains { run in sound.allSatisfy { $0.exchanges != run.exchanges } }
            #expect(isShown || Self.isException(failure, of: fault), "not shown: \(place)")
            #expect((sound + faulty).allSatisfy { $0.complaints == "" }, "complaints: \(place)")
            await Self.tally.count(Self.outcome(of: failure, isShown: isShown), failure, of: name)
        }
        await Self.tally.finish(name, failures: failures.count)
    }

    private static func outcome(of failure: Failure, isShown: Bool) -> ScriptTally.Outcome {
        let note = failure.script.split(separator: "\n").first { $0.hasPrefix("# May not show") }
        if isShown { return .shown(isNoted: note != nil) }
        return note.map { .noted(String($0)) } ?? .silent
    }

    /// Returns runs of a script against an implementation with a fault: several where the script says that it may take so many.
    private static func faultyRuns(
        of script: String,
        _ fault: Fault,
        _ tables: [TableDefinition]
    ) async throws -> [ScriptRun] {
        var runs: [ScriptRun] = []
        for _ in 0..<(isForSeveralRuns(script) ? 4 : 1) {
            runs.append(try await ScriptRun(script, fault.backend(tables: tables)))
        }
        return runs
    }

    private static func isForSeveralRuns(_ script: String) -> Bool {
        script.contains(/(?i)run this several times/)
    }

    /// Returns runs of a script against the implementation without a fault: two, or more where several outcomes are right.
    private static func soundRuns(of script: String, _ tables: [TableDefinition]) async throws -> [ScriptRun]
    {
        var runs: [ScriptRun] = []
        for _ in 0..<(isForSeveralRuns(script) ? 4 : 2) {
            let backend = SupportBackend(store: InMemoryStore(tables), time: SystemTime())
            runs.append(try await ScriptRun(script, backend))
        }
        return runs
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
