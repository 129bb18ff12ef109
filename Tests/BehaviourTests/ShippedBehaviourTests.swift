import Backend
import Behaviour
import Contracts
import JSON
import Lambda
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("The behaviours of the shipped service")
struct ShippedBehaviourTests {
    private static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }

    @Test("compile without a complaint, every one")
    func compile() throws {
        let contract = try Self.contract.get()
        let program = BehaviourProgram(contract)
        #expect(program.diagnostics.map(\.description) == [])
        #expect(program.actions == contract.actions.map(\.name))
    }

    @Test("pass the verifier, also under --strict, with the Swift implementation as the oracle")
    func strict() async throws {
        let contract = try Self.contract.get()
        let tables = contract.tables.map(\.definition)
        let time = SteppingTime()
        let endpoint = BehaviourEndpoint(
            BehaviourProgram(contract),
            BehaviourEnvironment(store: InMemoryStore(tables), now: { time.now() })
        )
        let log = EventLog()
        let verifier = Verifier(
            contract: contract,
            endpoint: endpoint,
            oracle: { SupportBackend(store: InMemoryStore(tables), time: SteppingTime()) },
            options: VerifierOptions(isStrict: true)
        )
        let summary = await verifier.run { await log.append($0) }
        for result in await log.results {
            switch result.outcome {
            case .passed: #expect(result.warnings.isEmpty, "\(result.identity)")
            case .failed(let failures):
                Issue.record(
                    "\(result.identity): \(failures.map { "\($0.rule.id) \($0.summary) \($0.details) \($0.reproductions)" })"
                )
            case .error(let reason): Issue.record("\(result.identity): \(reason)")
            case .skipped(let reason) where reason.hasPrefix("no tokens were given"): break
            case .skipped(let reason): Issue.record("\(result.identity) was skipped: \(reason)")
            }
        }
        #expect(summary.exitCode == 0)
        #expect(summary.total.warnings == 0)
        #expect(summary.total.passed >= 300)
    }
}
