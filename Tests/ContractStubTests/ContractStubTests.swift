import ContractStub
import Contracts
import JSON
import JSONSchema
import Lambda
import Testing

/// What is asked of a stub in one line.
struct StubUnderTest {
    static let now = 1_790_000_000_000

    let stub: ContractStub

    init(_ contract: Contract, seed: UInt64 = 1) {
        stub = ContractStub(contract, seed: seed, now: { Self.now })
    }

    func get(_ query: String, method: String = "GET") async throws -> (
        response: LambdaResponse, body: JSONValue
    ) {
        try await send(LambdaRequest(method: method, rawQuery: query))
    }

    func post(_ body: JSONValue) async throws -> (response: LambdaResponse, body: JSONValue) {
        try await send(LambdaRequest(method: "POST", body: body.serialized()))
    }

    func send(_ request: LambdaRequest) async throws -> (response: LambdaResponse, body: JSONValue) {
        let response = await stub.send(request)
        return (response, response.body.isEmpty ? .null : try JSONValue(parsing: response.body))
    }
}

@Suite("A contract stub's examples")
struct ExampleAnswerTests {
    private let orders: StubUnderTest

    init() throws { orders = StubUnderTest(try OrderFolder.contract()) }

    @Test("answers a request that is an example's as the example says, the success before the refusal")
    func equal() async throws {
        let (response, body) = try await orders.post([
            "operation": "orders/place", "article": "mug", "kind": "usual",
        ])
        #expect(response.status == 200)
        #expect(response.headers["X-Understudy-Answer"] == #"example "a usual \"order\"""#)
        #expect(body["order_id"] == "order-1001")
        let more = try await orders.post(
            ["operation": "orders/place", "article": "mug", "kind": "usual", "unknown": true]
        )
        #expect(more.response == response)
    }

    @Test("answers with a refusal when that is what the equal example shows")
    func refusal() async throws {
        let (response, body) = try await orders.post(
            ["operation": "orders/place", "article": "sold out", "kind": "usual"]
        )
        #expect(response.status == 409)
        #expect(body == ["message": "the article is sold out"])
    }

    @Test("echoes what the request gives and makes new ids, the same one in every place")
    func echo() async throws {
        let request: JSONValue = ["operation": "orders/place", "article": "lamp", "kind": "usual"]
        let (response, body) = try await orders.post(request)
        #expect(response.headers["X-Understudy-Answer"] == #"example "a usual \"order\"""#)
        #expect(body["article"] == "lamp")
        let order = try #require(body["order_id"]?.stringValue)
        #expect(order.hasPrefix("order-") && order != "order-1001")
        #expect(body["track"]?.stringValue == "https://example.com/track/\(order)")
        #expect(try await orders.post(request).body == body)
        let other = try await orders.post(["operation": "orders/place", "article": "vase", "kind": "usual"])
        #expect(other.body["order_id"] != body["order_id"])
    }

    @Test("fills the variables of an example from the request")
    func variables() async throws {
        let (response, body) = try await orders.post(
            ["operation": "orders/place", "article": "bowl", "kind": "gift", "note": "For Zoë"]
        )
        #expect(response.headers["X-Understudy-Answer"] == #"example "a gift""#)
        #expect(body["article"] == "bowl")
        #expect(body["note"] == "For Zoë!")
        #expect(body["wrapped"] == true)
    }

    @Test("does not take an example of another listed value, and generates instead")
    func closed() async throws {
        let (response, body) = try await orders.post(
            ["operation": "orders/place", "article": "cup", "kind": "sample", "note": "Soon"]
        )
        #expect(response.status == 200)
        #expect(response.headers["X-Understudy-Answer"] == "generated")
        #expect(body["article"] == "cup")
        #expect(body["note"] == "Soon")
    }

    @Test(
        "answers the project's first message to a new conversation, and echoes a conversation that is given"
    )
    func project() async throws {
        let chat = StubUnderTest(try OrderFolder.project())
        let message: JSONValue = ["action": "chat/send", "user_id": "zoe", "store_url": "x", "message": "Hi"]
        let (response, body) = try await chat.post(message)
        #expect(response.headers["X-Understudy-Answer"] == #"example "first message""#)
        #expect(body["conversation_id"] != "0b6f1f58-9d3c-4f0a-8a51-6a3f1c2d7e90")
        let (next, second) = try await chat.post(
            message.replacing(at: try JSONPointer("/conversation_id"), with: "c7")
        )
        #expect(next.headers["X-Understudy-Answer"] == #"example "second message""#)
        #expect(second["conversation_id"] == "c7")
    }
}

@Suite("A contract stub's long arguments")
struct LongArgumentTests {
    @Test(
        "answers within the schema where an argument is too long to be echoed",
        arguments: [129, 1_000, 30_000]
    )
    func long(count: Int) async throws {
        let contract = try OrderFolder.project()
        let chat = StubUnderTest(contract)
        let (response, body) = try await chat.get(
            "action=chat/messages&conversation_id=" + String(repeating: "c", count: count)
        )
        let schema = try #require(contract.action(named: "chat/messages")?.responses[200]?.schema)
        #expect(response.status == 200)
        #expect(schema.isValid(body))
    }
}

@Suite("A contract stub's transport")
struct TransportTests {
    private let orders: StubUnderTest

    init() throws { orders = StubUnderTest(try OrderFolder.contract()) }

    @Test(
        "refuses what it cannot serve, in the service's own error shape",
        arguments: [
            ("GET", "op=orders/nothing", "", 404), ("GET", "", "", 400), ("GET", "op=", "", 400),
            ("POST", "op=orders/list", "", 405), ("GET", "op=orders/place", "", 405),
            ("POST", "", "{", 400), ("POST", "op=orders/place", "[]", 400),
            ("POST", "op=orders/place", "", 400),
            ("POST", "op=orders/place", #"{"kind":"usual"}"#, 400),
            ("GET", "op=orders/list&status=lost", "", 400),
            ("POST", "", String(repeating: " ", count: 20_001), 413),
        ]
    )
    func refusals(method: String, query: String, body: String, status: Int) async throws {
        let request = LambdaRequest(method: method, rawQuery: query, body: Array(body.utf8))
        let (response, answer) = try await orders.send(request)
        #expect(response.status == status)
        #expect(answer.objectValue?.names == ["message"])
        #expect(response.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        #expect(response.headers["X-Understudy-Answer"] == "refusal")
    }

    @Test("names the right method, and answers HEAD as GET and OPTIONS with every method of the contract")
    func methods() async throws {
        #expect(
            try await orders.get("op=orders/list", method: "PUT").response.headers["Allow"] == "GET, HEAD"
        )
        #expect(try await orders.get("op=orders/remove&order_id=1").response.headers["Allow"] == "DELETE")
        let get = try await orders.get("op=orders/list").response
        let head = try await orders.get("op=orders/list", method: "HEAD").response
        #expect(head.status == 200 && head.headers == get.headers && head.body.isEmpty && !get.body.isEmpty)
        let options = try await orders.get("", method: "OPTIONS").response
        #expect(options.status == 204)
        #expect(options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS, DELETE")
    }
}

@Suite("An endpoint of a backend and a stub")
struct FallbackEndpointTests {
    private struct Fixed: Endpoint {
        func send(_ request: LambdaRequest) async -> LambdaResponse { LambdaResponse(status: 299) }
    }

    @Test("sends to the backend the actions that it has, and everything else to the other")
    func split() async throws {
        let contract = try OrderFolder.contract()
        let stub = ContractStub(contract)
        let split = FallbackEndpoint(
            Routing(contract),
            FallbackEndpoint.Actions(["orders/list"], of: contract),
            backend: Fixed(),
            rest: stub
        )
        let statuses = [
            ("GET", "op=orders/list", 299), ("GET", "op=orders%2Flist&status=sent", 299),
            ("HEAD", "op=orders/list", 299),
            ("DELETE", "op=orders/remove&order_id=1", 200), ("GET", "op=orders/nothing", 404),
            ("GET", "", 400),
            ("OPTIONS", "op=orders/list", 204),
        ]
        for (method, query, status) in statuses {
            let response = try await split.send(LambdaRequest(method: method, rawQuery: query))
            #expect(response.status == status, "\(method) \(query)")
        }
        let all = FallbackEndpoint(
            Routing(contract),
            FallbackEndpoint.Actions(contract.actions.map(\.name), of: contract),
            backend: Fixed(),
            rest: stub
        )
        #expect(try await all.send(LambdaRequest(method: "GET")).status == 299)
    }
}
