import Backend
import Contracts
import Faults
import Lambda
import Tables
import Testing
import Verifier
import VerifierEvents

/// Faults that once were found by no case, or by chance, each with the case that is there to find it.
@Suite("A case about")
struct FaultOfCaseTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let cases: String
        let fault: String

        var testDescription: String { cases }
    }

    @Test(
        "ids, tags and first requests finds its fault, and nothing without it",
        arguments: [
            Pair(
                cases: "chat/messages negative: conversation_id is compared by its bytes",
                fault: "chat/messages: conversation_id is compared without case"
            ),
            Pair(
                cases: "affiliate/submit-lead negative: link_id is compared by its bytes",
                fault: "affiliate/submit-lead: link_id may be a affiliate_id"
            ),
            Pair(
                cases: "affiliate/create-link concurrent: 'first link' several times at once",
                fault: "affiliate/create-link: first requests at once get links of their own"
            ),
            Pair(
                cases: "admin/leads extension: the tag after",
                fault: "admin/leads: the tag does not know of admin_notes, updated_at"
            ),
            Pair(
                cases: "admin/conversations extension: the tag after",
                fault: "admin/conversations: the tag does not know of unread_admin"
            ),
        ]
    )
    func finds(pair: Pair) async throws {
        let contract = try ProjectContract.loaded.get()
        let fault = try #require(Catalogue.faults.first { $0.description == pair.fault })
        let tables = contract.tables.map(\.definition)
        let found = await Self.run(pair.cases, contract, fault.backend(tables: tables))
        #expect(found.passed + found.failed > 0, "there is no such case")
        #expect(found.failed > 0)
        let sound = await Self.run(
            pair.cases,
            contract,
            SupportBackend(store: InMemoryStore(tables), time: SystemTime())
        )
        #expect(sound.failed == 0 && sound.passed > 0)
    }

    private static func run(
        _ cases: String,
        _ contract: Contract,
        _ endpoint: any Endpoint
    ) async -> RunSummary.Counts {
        let verifier = Verifier(
            contract: contract,
            endpoint: endpoint,
            options: VerifierOptions(isStrict: true, only: [cases], generatedCases: 0)
        )
        return await verifier.run { _ in }.total
    }
}
