import Reports
import Testing
import Verifier

@Suite("A terminal report")
struct TerminalReportTests {
    private func text(isTerminal: Bool, showsWarnings: Bool = true) -> String {
        var report = TerminalReport(isTerminal: isTerminal)
        report.showsWarnings = showsWarnings
        return SampleRun.events.map { report.text(for: $0) }.joined()
    }

    @Test("says what broke, with its rule and script, and the figures last")
    func golden() throws {
        let seen = text(isTerminal: false)
        #expect(try seen == Golden.text(named: "terminal.txt", insteadOf: seen))
    }

    @Test("has no colour and no progress line where it is not on a terminal")
    func plain() {
        #expect(!text(isTerminal: false).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\r" })
    }

    @Test("shows progress on a terminal, and clears it before the results")
    func progress() {
        let seen = text(isTerminal: true)
        #expect(seen.contains("\r\u{1B}[2K[2/4] chat/send scenario: an unknown\\u{a}conversation"))
        #expect(seen.contains("\u{1B}[31mFAILED\u{1B}[0m"))
    }

    @Test("never passes an endpoint's terminal codes on", arguments: [false, true])
    func disarms(isTerminal: Bool) {
        #expect(text(isTerminal: isTerminal).contains("saw 200 \\u{1b}[31m<b>"))
    }

    @Test("counts warnings that it does not show")
    func withoutWarnings() {
        let seen = text(isTerminal: false, showsWarnings: false)
        #expect(!seen.contains("WARNING"))
        #expect(seen.contains("1 warning\n"))
    }
}
