import Contracts
import JSON
import JSONSchema
import Lambda
import TestSupport
import Testing

@Suite("A mock of a contract with an error shape of its own", .timeLimit(.minutes(10)))
struct ErrorShapeTests {
    private static let files = [
        "service.json": """
        {
          "$schema": "meta/service.schema.json", "service": "codes",
          "routing": {"parameter": "action", "member": "action"},
          "limits": {"requestBytes": 20000, "responseBytes": 100000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {
            "type": "object", "required": ["code", "message"], "additionalProperties": false,
            "properties": {"code": {"enum": ["refused"]}, "message": {"type": "string"}}
          },
          "rules": [
            {"id": "status", "level": "must", "text": "A broken parameter is 422.", "check": "parameter-status", "status": 422}
          ]
        }
        """,
        "actions/list.json": """
        {
          "$schema": "../meta/action.schema.json", "action": "list", "summary": "Lists.", "method": "GET",
          "request": {"query": {"type": "object", "properties": {"limit": {"type": "integer", "minimum": 1}}}},
          "responses": {"200": {"body": {"type": "object"}}},
          "rules": []
        }
        """,
    ]

    private static let contract = Result {
        try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.load(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    @Test(
        "refuses in that shape, by the contract's status, with the reason in a header",
        arguments: [
            ("GET /?action=list&limit=0", [String](), 422),
            ("GET /?action=list", ["X-Understudy-Fault: status=503"], 503),
        ]
    )
    func refusal(line: String, headers: [String], status: Int) async throws {
        let contract = try Self.contract.get()
        try await MockUnderTest.run(contract: contract) { mock async throws in
            let answer = try await mock.send(line, headers: headers)
            #expect(answer.status == status)
            let body = try JSONValue(parsing: answer.body)
            #expect(contract.service.error.isValid(body), "\(answer.body)")
            let reason = try #require(answer.values("X-Understudy-Reason").first)
            #expect(body == ["code": "refused", "message": .string(reason)])
            #expect(!reason.isEmpty)
        }
    }

    @Test(
        "reads a query's values by the types of the schema",
        arguments: [("5", 404), ("0", 422), ("x", 422), ("%205", 422)]
    )
    func queryValues(limit: String, status: Int) async throws {
        try await MockUnderTest.run(contract: try Self.contract.get()) { mock async throws in
            #expect(try await mock.send("GET /?action=list&limit=\(limit)").status == status)
        }
    }
}
