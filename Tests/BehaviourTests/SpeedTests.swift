import Backend
import Behaviour
import Contracts
import Foundation
import JSON
import Lambda
import Sessions
import Tables
import TestSupport
import Testing

@Suite("speed")
struct SpeedTests {
    @Test func speed() async throws {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        let tables = contract.tables.map(\.definition)
        let program = BehaviourProgram(contract)
        let base = InMemoryStore(tables)
        let seed = SupportBackend(store: base)
        var ids: [String] = []
        for user in 0..<110 {
            var id: String?
            for number in 0..<10 {
                var arguments: JSONObject = ["action": "chat/send", "user_id": .string("user-\(user)"), "store_url": "https://store.example.com", "message": .string("Message number \(number), is anybody there?")]
                if let id { arguments["conversation_id"] = .string(id) }
                let response = await seed.send(LambdaRequest(method: "POST", body: JSONValue.object(arguments).serialized()))
                id = try JSONValue(parsing: response.body)["conversation_id"]?.stringValue
            }
            ids.append(id ?? "")
        }
        let state = base.snapshot()
        let read = LambdaRequest(method: "GET", rawQuery: "action=chat/messages&conversation_id=\(ids[7])")
        let write = LambdaRequest(method: "POST", body: JSONValue.object(["action": "chat/send", "user_id": "user-7", "store_url": "https://store.example.com", "conversation_id": .string(ids[7]), "message": "Is anybody there?"]).serialized())
        let stats = LambdaRequest(method: "GET", rawQuery: "action=admin/conversations&limit=20")
        for (name, request, count) in [("read", read, 20000), ("send", write, 10000), ("admin", stats, 5000)] {
            for round in 0..<3 {
                let swift = SupportBackend(store: InMemoryStore(state))
                let declared = BehaviourEndpoint(program, BehaviourEnvironment(store: InMemoryStore(state)))
                let a = await time(count) { await swift.send(request) }
                let b = await time(count) { await declared.send(request) }
                func pipeline(_ isDeclared: Bool) throws -> (SessionPipeline, Session) {
                    let served = ServedContract(contract) { function, store, clock in
                        isDeclared ? BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: { clock.now() }, idSeed: { RequestScope.current?.draw() })) : function
                    }
                    let registry = SessionRegistry(SessionSnapshot(description: "x", clock: 1_767_225_600_000, tables: state)) { store, _ in SupportBackend(store: store) }
                    let pipeline = SessionPipeline(registry, contract: CurrentContract(served))
                    return (pipeline, try registry.session(.standard))
                }
                let (p1, s1) = try pipeline(false)
                let c = await time(count) { await p1.answer(request, in: s1) }
                let (p2, s2) = try pipeline(true)
                let d = await time(count) { await p2.answer(request, in: s2) }
                print("SPEED", name, round, "alone swift", a, "declared", b, "ratio", b / a, "session swift", c, "declared", d, "ratio", d / c)
            }
        }
    }

    func time<R>(_ count: Int, _ body: () async -> R) async -> Double {
        for _ in 0..<100 { _ = await body() }
        let start = ContinuousClock.now
        for _ in 0..<count { _ = await body() }
        return Double((ContinuousClock.now - start).components.attoseconds) / 1e12 / Double(count)
            + Double((ContinuousClock.now - start).components.seconds) * 1e6 / Double(count)
    }
}
