import JSON
import Testing
import TestSupport

@testable import JSONSchema

@Suite("The official suite's patterns", .needs(.jsonSchema))
struct PatternSuiteTests {
    @Test(
        "get the suite's verdicts",
        arguments: try SuiteFiles.files(in: "tests/draft2020-12").filter { $0.name == "pattern" }
            + SuiteFiles.files(in: "tests/draft2020-12/optional").filter { $0.name.hasSuffix("-regex") }
    )
    func verdicts(file: SuiteFile) throws {
        for example in SuiteCase.cases(of: file) {
            guard let source = example.schema["pattern"]?.stringValue, let text = example.instance.stringValue
            else { continue }
            let match = try Pattern(source).search(in: text)
            #expect((match == .found) == example.valid, "\(example.name)")
        }
    }
}
