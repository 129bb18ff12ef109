import Backend
import Behaviour
import Contracts
import Foundation
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("The declared and the Swift implementation in lock-step")
struct LockStepTests {
    /// The steps of each walk; `UNDERSTUDY_WALK_STEPS` makes it more.
    private static let steps =
        ProcessInfo.processInfo.environment["UNDERSTUDY_WALK_STEPS"].flatMap { Int($0) } ?? 400

    @Test("answer the same, whatever the seed", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func walks(seed: UInt64) async throws {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        let tables = contract.tables.map(\.definition)
        let time = SteppingTime()
        let program = BehaviourProgram(contract)
        let declared = BehaviourEndpoint(
            program,
            BehaviourEnvironment(store: InMemoryStore(tables), now: { time.now() })
        )
        let verifier = Verifier(
            contract: contract,
            endpoint: declared,
            oracle: { SupportBackend(store: InMemoryStore(tables), time: SteppingTime()) },
            options: VerifierOptions(
                isStrict: true,
                only: ["walks model"],
                seed: seed,
                settle: .zero,
                walkSteps: Self.steps
            )
        )
        let summary = await verifier.run { event in
            guard case .caseFinished(let result) = event else { return }
            if case .failed(let failures) = result.outcome {
                Issue.record("\(failures.map { "\($0.summary) \($0.details) \($0.reproductions)" })")
            }
        }
        #expect(summary.exitCode == 0)
        #expect(summary.total.passed > 0)
    }
}
