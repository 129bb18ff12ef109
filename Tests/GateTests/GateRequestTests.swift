import Gate
import JSON
import Lambda
import Testing

@Suite("A gate, on the way in")
struct GateRequestTests {
    private static let sent: JSONValue = ["success": true, "conversation_id": "c", "message_id": "m"]

    private func exchange(
        _ request: LambdaRequest,
        answer: JSONValue = GateRequestTests.sent
    ) async throws -> (response: LambdaResponse, report: GateReport, passed: Bool) {
        let endpoint = StubEndpoint(200, answer)
        let gate = Gate(contract: try Project.contract())
        let (response, report) = try await gate.exchange(request, with: endpoint)
        return (response, report, !endpoint.requests.isEmpty)
    }

    @Test(
        "refuses arguments that break the contract, and says where and why",
        arguments: [
            (.get("action=chat/conversations"), "/user_id", "user_id is missing or empty"),
            (.get("action=chat/conversations&user_id="), "/user_id", "user_id is missing or empty"),
            (.get("action=admin/conversations&limit=0"), "/limit", "a whole number of at least 1"),
            (.get("action=admin/leads&status=open"), "/status", "status"),
            (
                .post(["action": "chat/send", "user_id": "u", "store_url": "s"]), "/message",
                "message is missing"
            ),
            (
                .post(["action": "chat/send", "user_id": 7, "store_url": "s", "message": "m"]), "/user_id",
                "user_id must be"
            ),
            (
                .post(["action": "chat/send", "user_id": nil, "store_url": "s", "message": "m"]), "/user_id",
                "user_id must be"
            ),
            (
                .post([
                    "action": "affiliate/submit-lead", "link_id": "ABCD",
                    "lead_data": ["name": "n", "email": 1],
                ]), "/lead_data/email", "lead_data.email must be"
            ),
        ] as [(LambdaRequest, String, String)]
    )
    func refuses(request: LambdaRequest, pointer: String, reason: String) async throws {
        let (response, report, passed) = try await exchange(request)
        #expect(!passed)
        #expect(response.status == 400)
        #expect(response.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        #expect(response.headers["Content-Type"] == "application/json")
        let body = try JSONValue(parsing: response.body)
        #expect(body["success"] == false)
        #expect(body["pointer"]?.stringValue == pointer)
        #expect(body["error"]?.stringValue?.contains(reason) == true)
        #expect(report.refusal?.pointer.description == pointer)
        #expect(report.violations.isEmpty)
    }

    @Test(
        "lets through what the contract allows",
        arguments: [
            .get("action=admin/conversations&limit=101"),
            .get("action=admin/conversations&limit=&status="),
            .get("action=admin/conversations&unknown=1"),
            .get("action=chat%2Fconversations&user_id=u&user_id=v"),
            .post([
                "action": "chat/send", "user_id": "u", "store_url": "s", "message": "m",
                "conversation_id": nil,
            ]),
            .post([
                "action": "chat/send", "user_id": "u", "store_url": "s", "message": "m", "enable_ai": true,
            ]),
            .post(["user_id": "u", "store_url": "s", "message": "m"], query: "action=chat/send"),
        ] as [LambdaRequest]
    )
    func passes(request: LambdaRequest) async throws {
        let (_, report, passed) = try await exchange(request)
        #expect(passed)
        #expect(report.refusal == nil)
        #expect(report.action != nil)
    }

    @Test(
        "leaves to the endpoint what is not about arguments",
        arguments: [
            LambdaRequest(method: "GET"), .get("action=no/such"), .post(["action": "no/such"]),
            LambdaRequest(method: "OPTIONS", rawQuery: "action=chat/conversations"),
            LambdaRequest(method: "DELETE", rawQuery: "action=chat/conversations"),
            LambdaRequest(method: "POST", body: Array("{\"action\":".utf8)),
            LambdaRequest(method: "POST", rawQuery: "action=chat/send", body: Array("[1]".utf8)),
            LambdaRequest(method: "POST", rawQuery: "action=chat/send", body: [0xFF, 0xFE]),
            LambdaRequest(method: "POST", body: Array(#"{"action":"chat/send","action":"chat/reply"}"#.utf8)),
        ]
    )
    func leavesAlone(request: LambdaRequest) async throws {
        let (response, report, passed) = try await exchange(request)
        #expect(passed)
        #expect(response.status == 200)
        #expect(report.refusal == nil)
    }

    @Test("names the cause of the wire form in which a decision comes as the action")
    func decisionAsAction() async throws {
        let (_, report, passed) = try await exchange(
            .post(["action": "approve", "lead_id": "l", "commission_amount": 3]),
            answer: ["success": true]
        )
        #expect(passed)
        #expect(report.action == "admin/approve-lead")
        #expect(report.form != nil)
        #expect(report.warnings.first?.contains("JSON.stringify") == true)
    }

    @Test("checks the arguments of a wire form as those of the canonical one")
    func wireFormArguments() async throws {
        let request = LambdaRequest.post(
            ["lead_id": "l", "action": "approve", "commission_amount": -1],
            query: "action=admin/approve-lead"
        )
        let (response, report, passed) = try await exchange(request)
        #expect(!passed)
        #expect(response.status == 400)
        #expect(report.refusal?.pointer.description == "/commission_amount")
    }

    @Test("tells advice that a request does not keep, and lets it through")
    func advice() async throws {
        let (_, report, passed) = try await exchange(
            .post(["action": "chat/send", "user_id": "u", "store_url": "s", "message": "  "])
        )
        #expect(passed)
        #expect(report.advice.map(\.rule) == ["send-blank"])
    }
}
