import Reports
import Testing
import Verifier
import VerifierEvents

@Suite("An HTML report")
struct HTMLReportTests {
    private func page(of record: RunRecord = SampleRun.record) -> String {
        String(decoding: HTMLReport(record, nonce: "nonce").bytes, as: UTF8.self)
    }

    @Test("is the page that people know")
    func golden() throws {
        let text = page()
        #expect(try text == Golden.text(named: "report.html", insteadOf: text))
    }

    @Test("refers to nothing outside of itself")
    func selfContained() {
        let text = page()
        let targets = text.matches(of: #/(?:src|href|action|srcset)="([^"]*)"/#).map { String($0.output.1) }
        #expect(!targets.isEmpty)
        for target in targets {
            #expect(target.hasPrefix("#") || target == "data:,", "\(target)")
        }
        #expect(!text.contains("url(") && !text.contains("@import"))
    }

    @Test("forbids every load and every script but its own")
    func policy() {
        let text = page()
        #expect(text.contains("default-src 'none'"))
        #expect(text.contains("script-src 'nonce-nonce'"))
        #expect(text.matches(of: #/<script/#).count == 1)
        #expect(text.contains("<script nonce=\"nonce\">"))
        #expect(!text.contains(" style=\""))
    }

    @Test("marks its own script with another word every time")
    func nonce() {
        #expect(HTMLReport(SampleRun.record).bytes != HTMLReport(SampleRun.record).bytes)
    }

    @Test("shows what an endpoint answers as text, a quote with an accent behind it too")
    func escapes() {
        let text = page()
        #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(text.contains("saw 200 \\u{1b}[31m&lt;b&gt;&amp;amp;]]&gt;"))
        #expect(
            Array(text.unicodeScalars).contains(Array("&quot;&quot;\u{301} onload=alert(1)".unicodeScalars))
        )
        for scalar in text.unicodeScalars where scalar.value < 0x20 {
            #expect(scalar == "\n", "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test("puts expected and seen side by side")
    func sideBySide() {
        let row =
            #"<td data-label="expected"><pre>status 4xx</pre></td><td data-label="seen"><pre>200 {&quot;note&quot;"#
        #expect(page().contains(row))
    }

    @Test("says what was not exercised")
    func missing() {
        let text = page()
        #expect(text.contains("<li>chat/send: no answer had status 409</li>"))
        #expect(text.contains("<li>chat/send: no request had &quot;closed&quot; at /kind</li>"))
    }

    @Test("shows what a real run finds wrong, with the script that shows it")
    func realRun() async throws {
        let text = page(of: try await FaultyRun.record())
        #expect(text.contains("<h1>The contract is broken</h1>"))
        #expect(text.contains("<details class=\"case failed\""))
        #expect(text.contains(#"<div class="code"><button type="button" class="copy">Copy</button>"#))
        #expect(text.contains("curl -sS -i"))
        #expect(text.contains("<svg "))
    }

    @Test("tells of a run that did not come to its end")
    func incomplete() {
        var record = RunRecord()
        for event in SampleRun.events.dropLast() { record.record(event) }
        let text = page(of: record)
        #expect(text.contains("<h1>The run did not come to its end</h1>"))
        #expect(text.contains("an unknown\nconversation &lt;&amp;]]&gt;"))
        #expect(page(of: RunRecord()).contains("<h1>The run did not come to its end</h1>"))
    }

    @Test("holds thousands of cases")
    func many() {
        var record = RunRecord()
        let count = 3_000
        for number in 0..<count {
            record.record(
                .caseFinished(
                    CaseResult(
                        identity: CaseIdentity(
                            suite: "chat/send",
                            kind: .generated,
                            name: "request \(number)"
                        ),
                        rules: [SampleRun.must],
                        outcome: .passed
                    )
                )
            )
        }
        record.record(.runFinished(RunSummary()))
        #expect(page(of: record).matches(of: #/<details class="case passed"/#).count == count)
    }
}
