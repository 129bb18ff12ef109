import Contracts
import Faults
import Lambda
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// One suite after the other: all at once would block the other tests for minutes.
@Suite("The verifier, given a backend with one fault in it,", .serialized)
struct FaultCatalogueTests {
    private static let tally = Tally(suites: Catalogue.suites.count)

    @Test("finds it, names a broken rule and shows how to see it", arguments: Catalogue.suites)
    func finds(suite: String) async throws {
        let contract = try ProjectContract.loaded.get()
        for fault in Catalogue.plain where fault.suite == suite {
            let failed = await Self.failures(of: fault, contract)
            #expect(!failed.isEmpty, "not found: \(fault)")
            for case .failed(let failures) in failed.map(\.outcome) {
                #expect(!failures.isEmpty, "failed without a reason: \(fault)")
                #expect(failures.allSatisfy { contract.rule($0.rule.id) != nil }, "no rule: \(fault)")
                #expect(failures.allSatisfy { $0.script.contains("curl ") }, "no script: \(fault)")
            }
            await Self.tally.count(fault, failed)
        }
        if FaultStatistics.areAsked { await Self.tally.finish() }
    }

    @Test("is given at least three faults of every action, and twenty of the transport")
    func catalogue() throws {
        let contract = try ProjectContract.loaded.get()
        for action in contract.actions {
            #expect(Catalogue.faults.count { $0.suite == action.name } >= 3, "\(action.name)")
        }
        #expect(Catalogue.faults.count { $0.suite == "transport" } >= 20)
    }

    /// Returns the failed cases of the fault's action, or of the transport; of all where those do not see it, as what a read does to
    /// a text is seen by the cases of the action that writes the text.
    private static func failures(of fault: Fault, _ contract: Contract) async -> [CaseResult] {
        let isTransport = fault.suite == CaseIdentity.transportSuite
        let own = isTransport ? ["transport", "protocol", "boundary", "shape"] : [fault.suite]
        let failed = await failures(of: fault, contract, only: own, generatedCases: 0)
        guard failed.isEmpty else { return failed }
        let cases = VerifierOptions().generatedCases
        return await failures(of: fault, contract, only: [], generatedCases: cases)
    }

    private static func failures(
        of fault: Fault,
        _ contract: Contract,
        only: [String],
        generatedCases: Int
    ) async -> [CaseResult] {
        let verifier = Verifier(
            contract: contract,
            endpoint: fault.backend(tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                isStrict: fault.isAdvisory,
                only: only,
                runPrefix: "run",
                generatedCases: generatedCases,
                stopsAtFirstFailure: !FaultStatistics.areAsked
            )
        )
        let listener = FailureListener()
        let summary = await verifier.run { await listener.hear($0) }
        return summary.exitCode == 1 ? await listener.failed : []
    }
}

/// Collects the failed cases.
private actor FailureListener {
    var failed: [CaseResult] = []

    func hear(_ event: VerifierEvent) {
        if case .caseFinished(let result) = event, case .failed = result.outcome { failed.append(result) }
    }
}

/// Counts the faults that each kind of check has found, and prints the numbers at the end.
private actor Tally {
    private var faults = 0
    private var found: [CheckKind: Int] = [:]
    private var alone: [CheckKind: Int] = [:]
    private var missed: [String] = []
    private var openSuites: Int

    init(suites: Int) {
        openSuites = suites
    }

    func count(_ fault: Fault, _ failed: [CaseResult]) {
        let kinds = Set(failed.map(\.identity.kind))
        faults += 1
        for kind in kinds { found[kind, default: 0] += 1 }
        if let kind = kinds.first, kinds.count == 1 { alone[kind, default: 0] += 1 }
        if kinds.isEmpty { missed.append(fault.description) }
    }

    func finish() {
        openSuites -= 1
        guard openSuites == 0 else { return }
        print("\(faults - missed.count) of \(faults) faults found; by kind of check:")
        for kind in CheckKind.allCases {
            print("  \(kind.rawValue): \(found[kind] ?? 0) found, \(alone[kind] ?? 0) by no other kind")
        }
        for fault in missed.sorted() { print("  missed: \(fault)") }
    }
}
