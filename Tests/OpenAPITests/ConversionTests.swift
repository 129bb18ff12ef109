import Contracts
import Foundation
import JSON
import OpenAPI
import TestSupport
import Testing

@Suite("The conversion of a document")
struct ConversionTests {
    @Test(
        "writes these files and behaviours, and says what it leaves out",
        arguments: SampleDocument.allCases
    )
    func listing(document: SampleDocument) async throws {
        let conversion = try await document.converted()
        var lines = ["service \(conversion.service), \(conversion.actionCount) actions", "", "written:"]
        lines += conversion.files.map { "  \($0.path)" } + ["", "stateful:"]
        lines +=
            conversion.tables.map { "  \($0.table): \($0.actions.joined(separator: ", "))" } + ["", "notes:"]
        lines += conversion.notes.map { "  \($0)" }
        let text = lines.joined(separator: "\n") + "\n"
        let golden = GoldenFolder()
        #expect(try text == golden.text(named: "\(document).txt", insteadOf: text))
        let files = conversion.files.map { "=== \($0.path)\n\($0.text)" }.joined()
        #expect(try files == golden.text(named: "\(document)-files.txt", insteadOf: files))
    }
}
