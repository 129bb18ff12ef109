import Contracts
import Faults
import Testing
import Verifier
import VerifierEvents

@Suite("Two writes at the same time")
struct WritesAtOnceTests {
    @Test(
        "do not differ from one after the other because of what is wrong with every answer",
        arguments: [
            "chat/conversations: last_message is missing", "chat/close: the status is resolved",
            "affiliate/submit-lead: lead_id is missing", "chat/messages: sender_type is missing",
        ]
    )
    func brokenAnswers(name: String) async throws {
        let contract = try ProjectContract.loaded.get()
        let faults = Catalogue.faults.filter { $0.description == name }
        try #require(faults.count == 1)
        let verifier = Verifier(
            contract: contract,
            endpoint: Catalogue.backend(with: faults, tables: contract.tables.map(\.definition)),
            options: VerifierOptions(only: ["' beside "], runPrefix: "run", generatedCases: 0)
        )
        let results = Results()
        _ = await verifier.run { await results.hear($0) }
        let pairs = await results.all.filter { $0.identity.kind == .concurrent }
        #expect(pairs.count > 10)
        let failed = pairs.filter { result in
            guard case .failed(let failures) = result.outcome else { return false }
            return failures.contains { $0.rule.check == .concurrentEffects }
        }
        #expect(failed.map(\.identity.description) == [])
    }
}
