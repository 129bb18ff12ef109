import Conformance
import Contracts
import JSON
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("What a success looks like")
struct AnswerContentTests {
    /// A status of a contract, an answer that keeps it, and one that does not.
    struct Content: Sendable, CustomTestStringConvertible {
        let status: Int
        let response: String
        let right: String
        let wrong: String
        var type: String? = "application/json"

        var testDescription: String { "\(status): \(right)" }

        /// The right body as the example writes it.
        var example: String {
            if right.isEmpty { return "" }
            return #", "body": "# + (type == "text/csv" ? #""\#(right)""# : right)
        }

        func answer(_ body: String) -> LambdaResponse {
            var answer = LambdaResponse(status: status, headers: ["Access-Control-Allow-Origin": "*"])
            answer.headers["Content-Type"] = body.isEmpty ? nil : type
            answer.body = Array(body.utf8)
            return answer
        }
    }

    @Test(
        "is what the contract says of its status",
        arguments: [
            Content(status: 204, response: "{}", right: "", wrong: "{}"),
            Content(status: 202, response: "{}", right: "", wrong: "{}"),
            Content(
                status: 200,
                response: #"{"body": {"type": "array", "items": {"type": "string"}}}"#,
                right: #"["a","b"]"#,
                wrong: "[1]"
            ),
            Content(status: 200, response: #"{"body": {"type": "integer"}}"#, right: "7", wrong: "{}"),
            Content(status: 201, response: #"{"body": {"type": "null"}}"#, right: "null", wrong: ""),
            Content(
                status: 200,
                response: #"{"contentType": "text/csv", "body": {"type": "string", "pattern": ";"}}"#,
                right: "a;b",
                wrong: "a",
                type: "text/csv"
            ),
        ]
    )
    func content(_ content: Content) async throws {
        let contract = try ShopFolder.contract(
            [
                "do": """
                {
                  "$schema": "../meta/action.schema.json", "action": "do", "method": "POST", "summary": "Does it.",
                  "request": {"body": {"type": "object"}},
                  "responses": {"\(content.status)": \(content.response)},
                  "rules": [], "examples": [
                    {"name": "done", "request": {}, "response": {"status": \(content.status)\(content.example)}}
                  ]
                }
                """
            ],
            checks: ["success-status", "success-shape", "success-content-type"]
        )
        let right = ScriptedEndpoint { _ in content.answer(content.right) }
        let (summary, results) = await verify(right, contract)
        #expect(results.flatMap(\.failures).isEmpty, "\(results.flatMap(\.failures).map(\.details))")
        #expect(summary.exitCode == 0)
        let name = "every answer with status \(content.status)"
        #expect(results.contains { $0.identity.name == name && $0.outcome == .passed })
        let wrong = ScriptedEndpoint { _ in content.answer(content.wrong) }
        let failed = await verify(wrong, contract).results.filter(\.isFailed).map(\.identity.name)
        #expect(failed.contains(name), "\(failed)")
    }

    @Test("is any status of the contract's, a redirect included, and no other", arguments: [303, 302])
    func redirect(status: Int) async throws {
        let contract = try ShopFolder.contract(
            [
                "go": """
                {
                  "$schema": "../meta/action.schema.json", "action": "go", "method": "POST", "summary": "Goes on.",
                  "request": {"body": {"type": "object", "properties": {"far": {"type": "boolean"}}}},
                  "responses": {"200": {"body": {"type": "object"}}, "303": {"body": {"required": ["next"]}}},
                  "rules": [], "examples": [
                    {"name": "near", "request": {}, "response": {"status": 200, "body": {}}},
                    {"name": "far", "request": {"far": true}, "response": {"status": 303, "body": {"next": "/a"}}}
                  ]
                }
                """
            ],
            checks: ["success-status", "success-shape", "success-content-type"]
        )
        let endpoint = ScriptedEndpoint { request in
            let body = try? JSONValue(parsing: request.body)
            return body?["far"] == true ? .json(#"{"next":"/a"}"#, status: status) : .json("{}")
        }
        let failed = await verify(endpoint, contract).results.filter(\.isFailed).map(\.identity.name)
        #expect(failed.contains("every answer with another status") == (status == 302))
        #expect(failed.contains("far") == (status == 302))
        #expect(!failed.contains("every answer with status 303"))
    }

    @Test("is not said to be no JSON where it has too many values to be read")
    func unread() async throws {
        let contract = try ShopFolder.contract(
            [
                "do": """
                {
                  "$schema": "../meta/action.schema.json", "action": "do", "method": "POST", "summary": "Does it.",
                  "request": {"body": {"type": "object"}},
                  "responses": {"200": {"body": {"type": "array"}}},
                  "rules": [{"id": "done", "level": "must", "text": "It is done."}],
                  "examples": [
                    {"name": "done", "rule": "done", "request": {}, "response": {"status": 200, "body": []}}
                  ]
                }
                """
            ],
            checks: ["success-shape"]
        )
        let body = "[" + String(repeating: "1,", count: 500_001) + "1]"
        let endpoint = ScriptedEndpoint { _ in .json(body) }
        let options = VerifierOptions(only: ["do example", "every answer with status 200"], concurrency: 1)
        let failures = await verify(endpoint, contract, options).results.flatMap(\.failures)
        #expect(Set(failures.map(\.rule.id)) == ["done", "success-shape"])
        for failure in failures {
            let line = failure.deviations.first?.line ?? ""
            #expect(line.contains("more than 500,000 values, which are not read"), "\(line)")
            #expect(!line.contains("no JSON") && !line.contains("is not:"), "\(line)")
        }
    }
}
