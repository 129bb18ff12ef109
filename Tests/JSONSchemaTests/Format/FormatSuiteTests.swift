import JSON
import Testing
import TestSupport

@testable import JSONSchema

@Suite("The official suite's formats", .needs(.jsonSchema))
struct FormatSuiteTests {
    @Test(
        "get the suite's verdicts",
        arguments: try SuiteFiles.files(in: "tests/draft2020-12/optional/format").filter {
            $0.name != "unknown"
        }
    )
    func verdicts(file: SuiteFile) throws {
        for example in SuiteCase.cases(of: file) {
            let name = try #require(example.schema["format"]?.stringValue)
            let isValid = try #require(Format.checker(named: name), "\(name)")
            guard let text = example.instance.stringValue else { continue }
            #expect(isValid(text) == example.valid, "\(example.name): \(text.debugDescription)")
        }
    }
}
