import Backend
import Contracts
import JSON
import Lambda
import Synchronization
import Tables
import Testing
import Verifier
import VerifierEvents

@Suite("Steps beside each other")
struct BesideTests {
    @Test(
        "find a counter that one action loses only while another one is under way",
        arguments: [false, true]
    )
    func lostCounter(isLost: Bool) async throws {
        let contract = try Reference.contract()
        let store = InMemoryStore(contract.tables.map(\.definition))
        let backend = SupportBackend(store: store)
        let underWay = Mutex(0)
        let endpoint = ScriptedEndpoint { request in
            let body = try? JSONValue(parsing: request.body)
            let isSend = body?["action"] == "chat/send"
            if isSend { underWay.withLock { $0 += 1 } }
            try? await Task.sleep(for: .milliseconds(5))
            let response = await backend.send(request)
            if isSend { underWay.withLock { $0 -= 1 } }
            if isLost, body?["action"] == "chat/reply", underWay.withLock({ $0 > 0 }),
                let conversation = body?["conversation_id"]?.stringValue
            {
                // As if the reply had written back what it had read before the others counted.
                try? await store.transact([
                    .update(Key(.string(conversation)), in: "Conversations", [.add("unread_user", -1)])
                ])
            }
            return response
        }
        let options = VerifierOptions(only: ["both sides write at once"])
        let (summary, results) = await verify(endpoint, contract, options)
        #expect(results.count == 1 && summary.total.failed == (isLost ? 1 : 0))
        #expect(results.flatMap(\.failures).map(\.rule.id) == (isLost ? ["reply-concurrent"] : []))
        let script = results.first?.failures.first?.script ?? ""
        #expect(!isLost || (script.contains("chat/send") && script.contains("chat/reply")))
    }
}
