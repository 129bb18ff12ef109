import Behaviour
import Contracts
import Foundation
import JSON
import Lambda
import Sessions
import Tables
import Testing

@Suite("The journal of a session whose actions have behaviours")
struct JournalTests {
    private static let behaviours = [
        "pay": """
        [{"get": "Accounts", "key": {"id": "${id}"}, "as": "account", "else": {"status": 404, "error": "no ${id}"}},
         {"update": "account", "add": {"balance": 1}}, {"answer": {}}]
        """,
        "open": #"[{"put": "Accounts", "item": {"id": "${id}", "owner": "x"}}, {"answer": {}}]"#,
        "fail": #"[{"answer": {"sum": {"$sum": "${text}", "of": "/a"}}}]"#,
    ]

    /// Sends requests through a session; returns the journal's account of the last one.
    private func last(_ requests: [(String, JSONObject)], journal: Int = 100) async throws -> JournalEntry {
        let service = try NotesService(Self.behaviours)
        let program = service.program
        let served = ServedContract(
            service.contract,
            endpoint: { _, store, clock in
                BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: { clock.now() }))
            }
        )
        let world = SessionSnapshot(
            description: "empty",
            clock: 1_767_225_600_000,
            tables: TableState(service.contract.tables.map(\.definition))
        )
        let registry = SessionRegistry(world, options: SessionOptions(journalEntries: journal)) { _, _ in
            service.endpoint
        }
        let pipeline = SessionPipeline(registry, contract: CurrentContract(served))
        let session = try registry.session(.standard)
        var entry: JournalEntry?
        for (name, arguments) in requests {
            let action = try #require(service.contract.action(named: name))
            let request = RequestEncoder(service.contract.service.routing).request(for: action, arguments)
            let answer = await pipeline.answer(request, in: session)
            entry = JournalEntry(answer, to: request, in: .standard, time: Date(), milliseconds: 1)
        }
        return try #require(entry)
    }

    @Test("shows the steps that were taken, and what each found")
    func steps() async throws {
        let entry = try await last([("open", ["id": "a"]), ("pay", ["id": "a"])])
        #expect(entry.status == 200)
        #expect(entry.attempts == 1)
        #expect(
            entry.steps.map(\.outcome) == ["found a record of Accounts", "changes account", "answers 200"]
        )
        #expect(
            entry.steps.map(\.location.pointer.description) == [
                "/behaviour/0", "/behaviour/1", "/behaviour/2",
            ]
        )
        let steps = entry.json["behaviour"]?["steps"]?.arrayValue
        #expect(
            steps?.first == [
                "file": "actions/pay.json", "pointer": "/behaviour/0",
                "outcome": "found a record of Accounts",
            ]
        )
    }

    @Test("shows why a request was refused, and what a behaviour could not compute")
    func refusals() async throws {
        let refused = try await last([("pay", ["id": "b"])])
        #expect(refused.steps.map(\.outcome) == ["found no record of Accounts", "refuses with 404: no b"])
        let failed = try await last([("fail", ["text": 1])])
        #expect(failed.status == 500)
        #expect(failed.steps.last?.outcome.contains("number has no elements") == true)
    }

    @Test("is not filled where none is kept")
    func none() async throws {
        let entry = try await last([("open", ["id": "a"])], journal: 0)
        #expect(entry.attempts == 0)
        #expect(entry.json["behaviour"] == nil)
    }
}
