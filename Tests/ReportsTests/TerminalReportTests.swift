import Causes
import Contracts
import Reports
import Testing
import Verifier
import VerifierEvents

@Suite("A terminal report")
struct TerminalReportTests {
    private func text(isTerminal: Bool, showsWarnings: Bool = true) -> String {
        var report = TerminalReport(TerminalFeatures(isTerminal: isTerminal, environment: [:]))
        report.showsWarnings = showsWarnings
        return SampleRun.events.map { report.text(for: $0) }.joined()
    }

    @Test("says what broke, with its rule and script, and the figures last")
    func golden() throws {
        let seen = text(isTerminal: false)
        #expect(try seen == Golden.text(named: "terminal.txt", insteadOf: seen))
    }

    @Test("shows causes instead of single failures, unless it is verbose")
    func causes() throws {
        var report = TerminalReport(TerminalFeatures(isTerminal: false, environment: [:]))
        report.isVerbose = false
        let seen = SampleRun.events.map { report.text(for: $0, SampleRun.record.analysis) }.joined()
        #expect(try seen == Golden.text(named: "causes.txt", insteadOf: seen))
        report.isVerbose = true
        let verbose = SampleRun.events.map { report.text(for: $0, SampleRun.record.analysis) }.joined()
        #expect(!seen.contains("FAILED") && verbose.contains("FAILED"))
    }

    @Test("lists many causes in a line each first, then the worst ten in full", arguments: [10, 11, 60])
    func manyCauses(count: Int) {
        let causes = (1...count).map { number in
            Cause(
                key: CauseKey(.memberMissing, "orders/list", "member\(number)"),
                severity: .shape,
                title: "orders/list does not answer member\(number)",
                sentence: "orders/list does not answer member\(number): expected 1, seen nothing",
                rules: [],
                actions: ["orders/list"],
                members: ["member\(number)"],
                script: "",
                cases: [CaseIdentity(suite: "orders/list", kind: .shape, name: "\(number)")]
            )
        }
        var report = TerminalReport(TerminalFeatures(isTerminal: false, environment: [:]))
        report.isVerbose = false
        let text = report.text(for: .runFinished(RunSummary()), CauseAnalysis(causes: causes))
        let lines = text.split(separator: "\n").map(String.init)
        let titles = (1...count).map { "\($0). orders/list does not answer member\($0) (1 case)" }
        #expect(lines[0] == "\(count) causes, the worst first:")
        let listed = lines.filter { $0.hasSuffix("(1 case)") }
        #expect(listed == (count > 10 ? Array(titles.prefix(40)) : []))
        if count > 10 { #expect(lines[1] == titles[0]) }
        #expect(lines.count { $0.hasSuffix("expected 1, seen nothing") } == 10)
        #expect(lines.count < 90)
        report.isVerbose = true
        let verbose = report.text(for: .runFinished(RunSummary()), CauseAnalysis(causes: causes))
        #expect(verbose.split(separator: "\n").count { $0.hasSuffix("expected 1, seen nothing") } == count)
    }

    @Test("has no colour and no progress line where it is not on a terminal")
    func plain() {
        #expect(!text(isTerminal: false).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\r" })
    }

    @Test("shows progress on a terminal, and clears it before the results")
    func progress() {
        let seen = text(isTerminal: true)
        #expect(seen.contains("\r\u{1B}[2K[2/6] chat/send scenario: an unknown\\u{a}conversation"))
        #expect(seen.contains("\u{1B}[31mFAILED\u{1B}[0m"))
    }

    @Test(
        "shows colours and progress as the environment asks for",
        arguments: [
            (true, [:], true, true), (false, [:], false, false),
            (true, ["NO_COLOR": "1"], false, true), (true, ["NO_COLOR": ""], true, true),
            (true, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false, true),
            (true, ["TERM": "dumb"], false, false), (true, ["TERM": "xterm"], true, true),
            (true, ["TERM": "dumb", "CLICOLOR_FORCE": "1"], true, false),
            (false, ["CLICOLOR_FORCE": "1"], true, false), (false, ["CLICOLOR_FORCE": "0"], false, false),
            (true, ["CLICOLOR": "0"], false, true), (false, ["CLICOLOR": "1"], false, false),
        ] as [(Bool, [String: String], Bool, Bool)]
    )
    func environment(isTerminal: Bool, environment: [String: String], colours: Bool, progress: Bool) {
        let features = TerminalFeatures(isTerminal: isTerminal, environment: environment)
        #expect(features == TerminalFeatures(showsColours: colours, overwritesLines: progress))
        var report = TerminalReport(features)
        let text = SampleRun.events.map { report.text(for: $0) }.joined()
        #expect(text.contains("\u{1B}[") == colours)
        #expect(text.contains("\r") == progress)
    }

    @Test("never passes an endpoint's terminal codes on", arguments: [false, true])
    func disarms(isTerminal: Bool) {
        #expect(text(isTerminal: isTerminal).contains("saw 200 \\u{1b}[31m<b>"))
    }

    /// What a run shows in which every case could not be judged, for the reasons given.
    private func text(reasons: [String]) -> String {
        var report = TerminalReport(TerminalFeatures(isTerminal: false, environment: [:]))
        let results = reasons.enumerated().map { place, reason in
            CaseResult(
                identity: CaseIdentity(suite: "chat/send", kind: .example, name: "\(place)"),
                rules: [],
                outcome: .error(reason)
            )
        }
        let events = results.map { VerifierEvent.caseFinished($0) } + [.runFinished(RunSummary())]
        return events.map { report.text(for: $0) }.joined()
    }

    @Test("shows a reason why cases could not be judged once, and how many more it holds for")
    func sameReason() {
        let seen = text(reasons: Array(repeating: "nobody is there", count: 800) + ["a lone reason"])
        #expect(seen.split(separator: "\n").count { $0.hasPrefix("ERROR") } == 2)
        #expect(
            seen.contains("\n799 more cases were not judged for the same reason: nobody is there\n")
        )
        #expect(!seen.contains("same reason: a lone reason"))
        #expect(text(reasons: ["x", "x"]).contains("1 more case was not judged for the same reason: x\n"))
    }

    @Test("shows no more than ten reasons why cases could not be judged")
    func manyReasons() {
        let seen = text(reasons: (0..<800).map { "the endpoint redirects to /\($0)" })
        #expect(seen.split(separator: "\n").count { $0.hasPrefix("ERROR") } == 10)
        #expect(
            seen.contains("790 more cases were not judged for other reasons; --junit FILE keeps them all")
        )
    }

    @Test("counts warnings that it does not show")
    func withoutWarnings() {
        let seen = text(isTerminal: false, showsWarnings: false)
        #expect(!seen.contains("WARNING"))
        #expect(seen.contains("1 warning\n"))
    }
}
