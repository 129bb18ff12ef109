import Contracts
import JSON
import JSONSchema
import Lambda
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// Requests of another service than the project's: a booking has a time.
@Suite("Generated texts of a format")
struct FormatTests {
    private static func contract(formats: String) throws -> Contract {
        let files = [
            "service.json": #"""
            {"$schema": "meta/service.schema.json", "service": "bookings",
             "routing": {"parameter": "action", "member": "action"},
             "limits": {"requestBytes": 20000, "responseBytes": 100000, "depth": 64, "ignoredDepth": 8},
             "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100}, "formats": "FORMATS",
             "error": {"type": "object", "required": ["error"]},
             "rules": [{"id": "generated", "level": "must", "text": "What fits is served.", "check": "generated-served"}]}
            """#.replacing("FORMATS", with: formats),
            "actions/book.json": #"""
            {"$schema": "../meta/action.schema.json", "action": "book", "summary": "Books.", "method": "POST",
             "request": {"body": {"type": "object", "required": ["when"],
                "properties": {"when": {"type": "string", "format": "date-time"}}}},
             "responses": {"200": {"body": {"type": "object"}}}, "rules": [],
             "examples": [{"name": "a", "request": {"when": "2024-01-01T00:00:00Z"},
                "response": {"status": 200, "body": {}}}]}
            """#,
        ]
        return try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.loadToRun(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    @Test("are still of it when the request is made smaller", arguments: ["assert", "annotate"])
    func smaller(formats: String) async throws {
        let contract = try Self.contract(formats: formats)
        // A backend that refuses all times but the example's.
        let endpoint = ScriptedEndpoint { request in
            let body = try? JSONValue(parsing: request.body)
            return body?["when"] == "2024-01-01T00:00:00Z"
                ? .json("{}", status: 200) : .json(#"{"error": "no"}"#, status: 400)
        }
        let options = VerifierOptions(only: ["book generated: *"], generatedCases: 20)
        let (_, results) = await verify(endpoint, contract, options)
        let failures = results.flatMap(\.failures)
        #expect(!failures.isEmpty)
        let format = try SchemaRegistry().compile(
            ["format": "date-time"],
            options: SchemaOptions(formatAssertion: true)
        )
        for failure in failures {
            let times = failure.script.matches(of: /"when":"([^"]*)"/).map { String($0.output.1) }
            #expect(!times.isEmpty)
            for time in times { #expect(format.isValid(.string(time)), "\(time)") }
        }
    }
}
