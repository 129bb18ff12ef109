import Behaviour
import Contracts
import JSON
import Lambda
import Sessions
import Tables
import Testing

/// A session may repeat an answer as long as nothing has changed: what a behaviour reads has to be fresh all the same.
@Suite("What a session reads by behaviours")
struct FreshReadTests {
    private static let behaviours = [
        "show": """
        [{"get": "Accounts", "key": {"id": "${id}"}, "as": "account", "else": {"status": 404, "error": "none"}},
         {"answer": {"balance": "${account/balance}"}}]
        """,
        "time": #"[{"answer": {"now": "${now}", "later": {"$now": {"after": 1}}}}]"#,
        "open": """
        [{"put": "Accounts", "item": {"id": "${id}", "owner": "x", "balance": 0}}, {"answer": {}}]
        """,
        "pay": """
        [{"get": "Accounts", "key": {"id": "${id}"}, "as": "account", "else": {"status": 404, "error": "none"}},
         {"update": "account", "add": {"balance": 1}}, {"answer": {}}]
        """,
        "write": """
        [{"put": "Entries", "item": {"account": "${id}", "entry": "e", "at": "${now}"}}, {"answer": {}}]
        """,
        "read": """
        [{"get": "Entries", "key": {"account": "${id}", "entry": "e"}, "as": "entry", "else": {"status": 404, "error": "none"}},
         {"answer": {}}]
        """,
    ]

    private let service: NotesService
    private let pipeline: SessionPipeline

    init() throws {
        // All are asked by GET, which a session takes for reads.
        service = try NotesService(Self.behaviours, method: "GET")
        let program = service.program
        let served = ServedContract(
            service.contract,
            endpoint: { _, store, clock in
                let environment = BehaviourEnvironment(
                    store: store,
                    now: { clock.now() },
                    timeToLive: true
                )
                return BehaviourEndpoint(program, environment)
            }
        )
        let world = SessionSnapshot(
            description: "empty",
            clock: 1_767_225_600_000,
            tables: TableState(service.contract.tables.map(\.definition))
        )
        let endpoint = service.endpoint
        let registry = SessionRegistry(world) { _, _ in endpoint }
        pipeline = SessionPipeline(registry, contract: CurrentContract(served))
    }

    private func session(_ name: String = "default") throws -> Session {
        try pipeline.registry.session(SessionName(name))
    }

    @discardableResult
    private func ask(_ name: String, in session: String = "default") async throws -> (
        status: Int, body: JSONValue
    ) {
        let action = try #require(service.contract.action(named: name))
        let request = RequestEncoder(service.contract.service.routing).request(for: action, ["id": "a"])
        let response = await pipeline.answer(request, in: try self.session(session)).response
        return (response.status, try JSONValue(parsing: response.body))
    }

    @Test("is what was written last, also by the same request")
    func writes() async throws {
        #expect(try await ask("show").status == 404)
        try await ask("open")
        for balance in 0..<4 {
            for _ in 0..<2 {
                #expect(try await ask("show").body == ["balance": .number(JSONNumber(balance))])
            }
            try await ask("pay")
        }
        #expect(try await ask("show", in: "other").status == 404)
    }

    @Test("is the state that was restored")
    func restored() async throws {
        try await ask("open")
        #expect(try await ask("show").body == ["balance": 0])
        try await ask("pay")
        #expect(try await ask("show").body == ["balance": 1])
        try session().rewind(toBefore: 3)
        #expect(try await ask("show").body == ["balance": 0])
        try session().rewind(toBefore: 4)
        #expect(try await ask("show").body == ["balance": 1])
        try session().reset()
        #expect(try await ask("show").status == 404)
    }

    @Test("is gone when its time to live has ended")
    func expired() async throws {
        try await ask("write")
        for _ in 0..<2 { #expect(try await ask("read").status == 200) }
        try session().clock.change(by: 61_000)
        #expect(try await ask("read").status == 404)
    }

    @Test("is the time of each request")
    func time() async throws {
        let first = try await ask("time").body
        try session().clock.change(by: 5_000)
        let second = try await ask("time").body
        #expect(first["now"] != second["now"] && first["later"] != second["later"])
    }

    @Test(
        "depends on the tables alone where nothing is written and no time is read",
        arguments: behaviours.keys.sorted()
    )
    func version(_ name: String) throws {
        let action = try #require(service.contract.action(named: name))
        let request = RequestEncoder(service.contract.service.routing).request(for: action, ["id": "a"])
        let routed = Routing(service.contract).route(request)
        let endpoint = BehaviourEndpoint(service.program, BehaviourEnvironment(store: try session().store))
        #expect((endpoint.version(for: routed) != nil) == ["read", "show"].contains(name))
        // Others may write to a store that is not the session's.
        #expect(service.endpoint.version(for: routed) == nil)
    }
}
