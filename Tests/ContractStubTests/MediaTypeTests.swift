import ContractStub
import Contracts
import Gate
import JSON
import Lambda
import TestSupport
import Testing

@Suite("A contract stub of answers that are no JSON objects")
struct MediaTypeTests {
    @Test(
        "keeps its own contract",
        arguments: [
            (
                "200", #"{"contentType": "text/csv", "body": {"type": "string", "minLength": 3}}"#, "",
                "text/csv"
            ),
            (
                "200", #"{"contentType": "text/csv", "body": {"type": "string", "pattern": ";"}}"#,
                #", "body": "a;b""#, "text/csv"
            ),
            ("200", #"{"contentType": "application/pdf"}"#, "", "application/pdf"),
            ("200", #"{"body": {"type": "array", "items": {"type": "string"}}}"#, "", "application/json"),
            ("200", #"{"body": {"type": "integer"}}"#, #", "body": 7"#, "application/json"),
            ("202", "{}", "", nil), ("204", "{}", "", nil),
        ] as [(String, String, String, String?)]
    )
    func content(_ status: String, _ response: String, _ example: String, _ contentType: String?) async throws
    {
        let contract = try Self.contract(status, response, example)
        let gate = Gate(contract: contract)
        let request = LambdaRequest(method: "POST", body: Array(#"{"action": "do"}"#.utf8))
        let (answer, report) = try await gate.exchange(request, with: ContractStub(contract))
        #expect(report.violations.map(\.description) == [])
        #expect(String(answer.status) == status)
        #expect(answer.headers["Content-Type"] == contentType)
        if example.contains("a;b") { #expect(answer.body == Array("a;b".utf8)) }
    }

    private static func contract(_ status: String, _ response: String, _ example: String) throws -> Contract {
        let examples =
            example.isEmpty
            ? "" : #"{"name": "done", "request": {}, "response": {"status": \#(status)\#(example)}}"#
        let files = [
            "service.json": """
            {
              "$schema": "meta/service.schema.json", "service": "export",
              "routing": {"parameter": "action", "member": "action"},
              "limits": {"requestBytes": 20000, "responseBytes": 100000, "depth": 64, "ignoredDepth": 8},
              "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
              "error": {"type": "object"},
              "rules": [
                {"id": "shape", "level": "must", "text": "It is so.", "check": "success-shape"},
                {"id": "type", "level": "must", "text": "It is so.", "check": "success-content-type"}
              ]
            }
            """,
            "actions/do.json": """
            {
              "$schema": "../meta/action.schema.json", "action": "do", "method": "POST", "summary": "Does it.",
              "request": {"body": {"type": "object"}}, "responses": {"\(status)": \(response)},
              "rules": [], "examples": [\(examples)]
            }
            """,
        ]
        return try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.loadToRun(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }
}
