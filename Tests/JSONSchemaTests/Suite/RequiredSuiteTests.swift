import JSON
import JSONSchema
import Testing
import TestSupport

@Suite(
    "The required tests of the JSON Schema suite",
    .needs(.jsonSchema)
)
struct RequiredSuiteTests {
    @Test("hold for every case of a keyword", arguments: try SuiteFiles.files(in: "tests/draft2020-12"))
    func required(file: SuiteFile) {
        let cases = SuiteCase.cases(of: file)
        #expect(!cases.isEmpty)
        for test in cases {
            let failure = test.failure()
            #expect(failure == nil, "\(test.name)")
        }
    }

    @Test("are all there, so that none is left out unseen")
    func count() throws {
        let files = try SuiteFiles.files(in: "tests/draft2020-12")
        #expect(files.map { SuiteCase.cases(of: $0).count }.reduce(0, +) == 1_299)
    }
}
