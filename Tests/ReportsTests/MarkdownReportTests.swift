import Conformance
import JSON
import Reports
import Testing
import Verifier
import VerifierEvents

@Suite("A Markdown report")
struct MarkdownReportTests {
    @Test("is the summary that CI pages have always shown")
    func golden() throws {
        let text = MarkdownReport(SampleRun.record).text
        #expect(try text == Golden.text(named: "report.md", insteadOf: text))
    }

    @Test("lets nothing that an endpoint answers become markup")
    func escapes() throws {
        let text = MarkdownReport(SampleRun.record).text
        // The answer holds three backticks, so the fence around it has four.
        let block = try #require(text.split(separator: "````").dropFirst().first)
        #expect(block.contains("<script>alert(1)</script>") && block.contains("```"))
        #expect(text.split(separator: "````").count == 3)
        #expect(!text.contains("31m<b>") && text.contains("31m&lt;b&gt;"))
        #expect(text.contains("pattern ^&lt;\\[a-z\\]\"\\|\\`\\+$"))
    }

    @Test("says that a run did not come to its end")
    func incomplete() {
        #expect(MarkdownReport(RunRecord()).text.hasPrefix("## The run did not come to its end"))
    }

    @Test("stays under the size that a summary page takes, however much is wrong")
    func bounded() {
        let failure = Failure(
            rule: SampleRun.must,
            summary: "wrong",
            deviations: [
                .value(
                    at: JSONPointer(),
                    Evidence(text: String(repeating: "x", count: 100_000)),
                    nil
                )
            ],
            script: String(repeating: "curl ", count: 100_000),
            reproductions: Reproductions(seen: 2, attempts: 2)
        )
        var record = RunRecord()
        for number in 0..<500 {
            record.record(
                .caseFinished(
                    CaseResult(
                        identity: CaseIdentity(
                            suite: "chat/send",
                            kind: .generated,
                            name: "request \(number)"
                        ),
                        rules: [SampleRun.must],
                        outcome: .failed([failure]),
                        warnings: [failure]
                    )
                )
            )
        }
        record.record(.runFinished(RunSummary()))
        let text = MarkdownReport(record).text
        #expect(text.utf8.count < 1_000_000)
        #expect(text.contains("And 460 more"))
    }
}

@Suite("Annotations of GitHub")
struct GitHubAnnotationsTests {
    @Test("name each cause and what could not be judged, a line each")
    func lines() {
        #expect(
            GitHubAnnotations(SampleRun.record).text == #"""
                ::error title=not-refused%3Achat/send%3A::chat/send serves an unknown conversation <&]]>\u{1b}[31m | `x` (MUST send-unknown-conversation; 1 case; wrong refusal)
                ::error title=chat/send scenario%3A an unknown conversation <&]]>\u{1}::not judged: no answer: timed out after 5.0 s
                ::error title=chat/send scenario%3A a closed conversation::not judged: no answer: timed out after 5.0 s
                ::warning title=wrong-status%3A*%3A404-as-400::an unknown action is answered 400 instead of 404 (SHOULD unknown-action-404; 1 case; recommendation)

                """#
        )
    }

    @Test("never let an endpoint begin a line of its own", arguments: ["\n", "\r", "\r\n"])
    func oneLine(newline: String) {
        var record = RunRecord()
        record.record(
            .caseFinished(
                CaseResult(
                    identity: CaseIdentity(suite: "s", kind: .example, name: "a, b: 100%"),
                    rules: [],
                    outcome: .error("x\(newline)::stop-commands::y")
                )
            )
        )
        let text = GitHubAnnotations(record).text
        #expect(text.unicodeScalars.count { $0 == "\n" || $0 == "\r" } == 1)
        #expect(text.hasPrefix("::error title=s example%3A a%2C b%3A 100%25::not judged: x%0"))
    }
}
