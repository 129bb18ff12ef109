import Backend
import Contracts
import JSON
import Lambda
import Synchronization
import Testing
import Verifier
import VerifierEvents

@Suite("A list that other traffic fills")
struct ListHorizonTests {
    /// The reference implementation, but that the desk's list shows other conversations.
    private func endpoint(
        _ contract: Contract,
        others: Int = 100,
        shown: Int? = nil,
        crowdedCalls: Int = .max,
        time: @escaping @Sendable (_ call: Int) -> Int
    ) -> ScriptedEndpoint {
        let backend = Reference.backend(contract)
        let log = RequestLog()
        return ScriptedEndpoint { request in
            guard request.reads("admin/conversations") else { return await backend.send(request) }
            let call = log.note(request)
            guard call < crowdedCalls else { return await backend.send(request) }
            let newest = time(call)
            // The first call is what was there before.
            let records = (0..<(call == 0 ? others : shown ?? others)).map { index -> JSONValue in
                [
                    "conversation_id": .string("other-\(newest)-\(index)"), "user_id": "other",
                    "store_url": "https://other.example.com", "status": "open",
                    "created_at": 1_767_225_600_000,
                    "updated_at": .number(JSONNumber(newest - index)), "last_message": "Hello",
                    "unread_admin": 1,
                    "unread_user": 0,
                ]
            }
            let page: JSONObject = ["conversations": .array(records), "next_cursor": "there-is-more"]
            return .json(JSONValue.object(page).compactText)
        }
    }

    private let options = VerifierOptions(only: ["admin/conversations example: open conversations"])

    @Test("leaves it open whether a record is missing when it is full of newer ones")
    func inconclusive() async throws {
        let contract = try Reference.contract()
        let (summary, results) = await verify(
            endpoint(contract) { 1_900_000_000_000 + $0 * 1000 },
            contract,
            options
        )
        let result = try #require(results.first)
        guard case .skipped(let reason) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(reason.contains("inconclusive"))
        #expect(summary.total.failed == 0)
    }

    @Test("is read once more, with nothing else going on, before it is left open")
    func playedAgainAlone() async throws {
        let contract = try Reference.contract()
        let (summary, _) = await verify(
            endpoint(contract, crowdedCalls: 2) { 1_900_000_000_000 + $0 * 1000 },
            contract,
            options
        )
        #expect(summary.total.passed == 1)
    }

    @Test("is read once more, with nothing else going on, where a short page has what is not new")
    func shortPage() async throws {
        let contract = try Reference.contract()
        let (summary, results) = await verify(
            endpoint(contract, others: 60, shown: 1, crowdedCalls: 2) { 1_900_000_000_000 - $0 * 5 },
            contract,
            options
        )
        #expect(summary.total.passed == 1)
        #expect(results.first?.warnings.isEmpty == true)
    }

    @Test(
        "lacks a record for sure when it reaches back to what was there before",
        arguments: [(others: 100, newer: 0), (others: 60, newer: 0), (others: 60, newer: 5)]
    )
    func missing(others: Int, newer: Int) async throws {
        let contract = try Reference.contract()
        let endpoint = endpoint(contract, others: others) { 1_900_000_000_000 + $0 * newer }
        let (summary, _) = await verify(endpoint, contract, options)
        #expect(summary.total.failed == 1)
    }

    @Test(
        "makes no change of what it has pushed out between two reads, but one of what is gone from a list with room",
        arguments: [(100, false), (99, true)]
    )
    func pushedOut(others: Int, isFailure: Bool) async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let reads = Mutex(0)
        let endpoint = ScriptedEndpoint { request in
            // From the second time in each attempt on, the list of leads shows newer ones of others only.
            if request.method == "POST", String(decoding: request.body, as: UTF8.self).contains("create-link")
            {
                reads.withLock { $0 = 0 }
            }
            guard request.reads("admin/leads"),
                reads.withLock({ reads in
                    reads += 1
                    return reads > 1
                })
            else { return await backend.send(request) }
            let leads = (0..<others).map { index -> JSONValue in
                [
                    "lead_id": .string("other-\(index)"), "affiliate_id": "other", "link_id": "OTHER1",
                    "status": "pending", "lead_name": "Jo", "lead_email": "jo@example.com", "lead_phone": "",
                    "product_link": "", "order_volume": "0", "pending_orders": "0",
                    "created_at": .number(JSONNumber(1_999_999_999_000 - index)),
                    "updated_at": 1_999_999_999_000,
                ]
            }
            return .json(JSONValue.object(["leads": .array(leads)]).compactText)
        }
        let options = VerifierOptions(
            only: ["affiliate/submit-lead generated: each keyword broken"],
            generatedCases: 1
        )
        let (summary, results) = await verify(endpoint, contract, options)
        let result = try #require(results.first)
        if case .skipped(let reason) = result.outcome {
            #expect(!isFailure && reason.contains("inconclusive"))
        }
        #expect(summary.total.failed == (isFailure ? 1 : 0), "\(result.outcome)")
        #expect(summary.total.skipped == (isFailure ? 0 : 1))
    }
}
