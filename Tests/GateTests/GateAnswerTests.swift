import Gate
import JSON
import Lambda
import Synchronization
import Testing

@Suite("A gate, on the way out")
struct GateAnswerTests {
    private static let headers: HeaderFields = [
        "Content-Type": "application/json", "Access-Control-Allow-Origin": "*",
    ]

    private func violations(
        of response: LambdaResponse,
        to request: LambdaRequest = .get("action=chat/conversations&user_id=u")
    ) async throws -> [GateFinding] {
        let gate = Gate(contract: try Project.contract())
        let (passedOn, report) = try await gate.exchange(request, with: StubEndpoint(response))
        #expect(passedOn == response)
        return report.violations
    }

    private func answer(_ status: Int, _ body: String, headers: HeaderFields = headers) -> LambdaResponse {
        LambdaResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    @Test("finds nothing in an answer that keeps the contract")
    func clean() async throws {
        #expect(try await violations(of: answer(200, #"{"conversations": [], "more": 1}"#)).isEmpty)
        #expect(try await violations(of: answer(400, #"{"error": "no"}"#)).isEmpty)
        #expect(try await violations(of: answer(429, #"{"success": false, "error": "later"}"#)).isEmpty)
        #expect(
            try await violations(of: answer(304, "", headers: ["Access-Control-Allow-Origin": "*"])).isEmpty
        )
        #expect(
            try await violations(
                of: answer(204, "", headers: ["Access-Control-Allow-Origin": "*"]),
                to: LambdaRequest(method: "OPTIONS")
            ).isEmpty
        )
    }

    @Test(
        "finds where an answer breaks its contract and passes it on as it is",
        arguments: [
            (200, #"{"conversation": []}"#, ""),
            (200, #"{"conversations": [{"conversation_id": "c"}]}"#, "/conversations/0"),
            (200, "not JSON", ""), (200, "[]", ""), (201, #"{"conversations": []}"#, ""),
            (404, #"{"message": "no"}"#, ""), (404, #"{"error": ""}"#, "/error"),
            (400, #"{"success": true, "error": "no"}"#, "/success"),
        ]
    )
    func broken(status: Int, body: String, pointer: String) async throws {
        let found = try await violations(of: answer(status, body))
        #expect(found.contains { $0.pointer.description == pointer })
        #expect(found.allSatisfy { $0.rule != nil && !$0.message.isEmpty })
    }

    @Test("finds a server error")
    func serverError() async throws {
        let found = try await violations(of: answer(500, #"{"error": "oops"}"#))
        #expect(found.map(\.rule) == ["no-server-error"])
    }

    @Test("finds an origin header that is missing or doubled", arguments: [0, 2])
    func origins(count: Int) async throws {
        var headers: HeaderFields = ["Content-Type": "application/json"]
        for _ in 0..<count { headers.append("access-control-allow-origin", "*") }
        let found = try await violations(of: answer(200, #"{"conversations": []}"#, headers: headers))
        #expect(found.map(\.rule) == ["cors-one-origin"])
        #expect(found.first?.message.contains("\(count) times") == true)
    }

    @Test("finds a wrong content type, and knows that parameters are allowed")
    func contentType() async throws {
        var headers = Self.headers
        headers["Content-Type"] = "application/json; charset=utf-8"
        #expect(try await violations(of: answer(200, #"{"conversations": []}"#, headers: headers)).isEmpty)
        headers["Content-Type"] = "text/html"
        let found = try await violations(of: answer(200, #"{"conversations": []}"#, headers: headers))
        #expect(found.map(\.rule) == ["success-content-type"])
    }

    @Test("holds an answer without an action to the shape of failures")
    func noAction() async throws {
        let request = LambdaRequest(method: "GET")
        #expect(try await violations(of: answer(400, #"{"error": "no action"}"#), to: request).isEmpty)
        #expect(try await violations(of: answer(400, "{}"), to: request).map(\.rule) == ["failure-shape"])
    }
}
