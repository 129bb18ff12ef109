import Contracts
import Gate
import JSON
import Lambda
import Testing

/// An endpoint that takes routed requests only.
private struct RoutedOnly: RoutedEndpoint {
    func send(_ request: LambdaRequest) async -> LambdaResponse {
        Issue.record("a plain request was sent, whose body would have to be parsed again")
        return LambdaResponse(status: 500)
    }

    func send(_ routed: RoutedRequest) async -> LambdaResponse {
        let arguments = routed.route?.arguments ?? JSONObject()
        return LambdaResponse(
            status: 200,
            headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*"],
            body: JSONValue.object(arguments).serialized()
        )
    }
}

@Suite("A routed request")
struct RoutedRequestTests {
    @Test("is handed on through the gate with what was parsed, and parsed nowhere else")
    func parsedOnce() async throws {
        let gate = Gate(contract: try Project.contract())
        let request = LambdaRequest.post([
            "action": "chat/mark-read", "conversation_id": "c", "reader_type": "user",
        ])
        let routed = gate.routing.route(request)
        let (response, report) = try await gate.exchange(routed, with: RoutedOnly())
        #expect(report.refusal == nil)
        #expect(try JSONValue(parsing: response.body)["conversation_id"] == "c")
    }
}
