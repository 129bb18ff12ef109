import Contracts
import Testing
import Verifier
import VerifierEvents

@Suite("The verifier against the reference implementation")
struct ReferenceTests {
    @Test("finds nothing wrong, not even under --strict")
    func strict() async throws {
        let contract = try Reference.contract()
        let (summary, results) = await verify(
            Reference.backend(contract),
            contract,
            VerifierOptions(isStrict: true)
        )
        for result in results {
            switch result.outcome {
            case .passed: #expect(result.warnings.isEmpty, "\(result.identity)")
            case .failed(let failures):
                Issue.record(
                    "\(result.identity): \(failures.map { "\($0.rule.id) \($0.summary) \($0.details) \($0.reproductions)" })"
                )
            case .error(let reason): Issue.record("\(result.identity): \(reason)")
            // Tokens are for an endpoint with authorization switched on, see BearerTests.
            case .skipped(let reason) where reason.hasPrefix("no tokens were given"): break
            case .skipped(let reason): Issue.record("\(result.identity) was skipped: \(reason)")
            }
        }
        #expect(summary.exitCode == 0)
        #expect(summary.total.warnings == 0)
        #expect(summary.total.passed >= 300)
    }
}
