import Reports
import Testing
import Verifier
import VerifierEvents

@Suite("A TAP report")
struct TAPReportTests {
    @Test("has a plan, a test point a case, and a YAML block for what failed")
    func golden() throws {
        let seen = TAPReport(SampleRun.record).text
        #expect(try seen == Golden.text(named: "report.tap", insteadOf: seen))
    }

    @Test("has the lines that the specification allows, whatever a run finds wrong")
    func lines() async throws {
        let text = TAPReport(try await FaultyRun.record()).text
        var (points, inBlock) = (0, false)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.first == "TAP version 14")
        for line in lines.dropFirst(2) {
            if line == "  ---" || line == "  ..." {
                inBlock = line == "  ---"
            } else if inBlock {
                #expect(line.isEmpty || line.hasPrefix("  "))
            } else if line.hasPrefix("#") {
                continue
            } else {
                points += 1
                #expect(line.hasPrefix("ok \(points) - ") || line.hasPrefix("not ok \(points) - "), "\(line)")
            }
        }
        #expect(lines.dropFirst().first == "1..\(points)")
        #expect(points > 0 && text.contains("\nnot ok ") && text.contains("\n  script: "))
    }

    @Test("bails out where the run was cut short")
    func cutShort() {
        let text = TAPReport(RunRecord()).text
        #expect(text.hasPrefix("TAP version 14\n1..0\n"))
        #expect(text.hasSuffix("\nBail out! The run was cut short.\n"))
    }

    @Test("is one of the formats, each with an option and an ending of its own")
    func list() {
        let options = ReportFormats.all.map { $0.option }
        #expect(options.contains("tap"))
        #expect(Set(options).count == options.count)
        #expect(Set(ReportFormats.all.map { $0.fileExtension }).count == options.count)
    }
}
