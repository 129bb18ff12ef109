import Contracts
import Lambda
import Reports
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("A secret of the command line")
struct SecretTests {
    /// Repeats in every answer what it was sent, and what stands in its address.
    private struct Echo: Endpoint {
        func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
            let seen = request.headers["Authorization"] ?? "nothing"
            return LambdaResponse(
                status: 500,
                headers: ["Content-Type": "application/json"],
                body: Array(#"{"error":"who is \#(seen), open-sesame, query-key-1?"}"#.utf8)
            )
        }
    }

    private static func record() async throws -> RunRecord {
        await FaultyRun.record(
            try ContractFolder.load(ProjectFolder.contracts),
            Echo(),
            VerifierOptions(
                only: ["chat/send"],
                endpointURL: "https://someone:open-sesame@test.example.com/?key=query-key-1",
                headers: [HeaderField("Authorization", "Bearer header-token-1")],
                walkSteps: 20
            )
        )
    }

    @Test("is in no report, though the endpoint repeats it")
    func hidden() async throws {
        let record = try await Self.record()
        var terminal = TerminalReport(TerminalFeatures(isTerminal: false, environment: [:]))
        let events = record.results.map { VerifierEvent.caseFinished($0) }
        let texts = [
            "terminal": events.map { terminal.text(for: $0) }.joined(),
            "junit": String(decoding: try JUnitReport().document(of: record), as: UTF8.self),
            "html": String(decoding: HTMLReport(record).bytes, as: UTF8.self),
            "json": String(decoding: JSONReport(record).bytes, as: UTF8.self),
            "markdown": MarkdownReport(record).text,
            "annotations": GitHubAnnotations(record).text,
        ]
        for (name, text) in texts {
            for secret in ["header-token-1", "open-sesame", "query-key-1"] {
                #expect(!text.contains(secret), "\(name) shows \(secret)")
            }
            if name != "annotations" { #expect(text.contains("who is ***, ***, ***?"), "\(name)") }
        }
    }
}
