import JSON
import JSONSchema
import Testing
import TestSupport

@Suite(
    "The optional tests of the JSON Schema suite",
    .needs(.jsonSchema)
)
struct OptionalSuiteTests {
    private static let folder = "tests/draft2020-12/optional"

    @Test("hold for every case", arguments: try SuiteFiles.files(in: folder))
    func optional(file: SuiteFile) {
        check(file, options: SchemaOptions())
    }

    @Test("hold for every case of a format", arguments: try SuiteFiles.files(in: folder + "/format"))
    func format(file: SuiteFile) {
        check(file, options: SchemaOptions(formatAssertion: true))
    }

    @Test("are all there, so that none is left out unseen")
    func count() throws {
        let files = try [Self.folder, Self.folder + "/format"].flatMap { try SuiteFiles.files(in: $0) }
        #expect(files.map { SuiteCase.cases(of: $0).count }.reduce(0, +) == 926)
    }

    private func check(_ file: SuiteFile, options: SchemaOptions) {
        for test in SuiteCase.cases(of: file) {
            let failure = test.failure(options: options)
            #expect(failure == nil, "\(test.name)")
        }
    }
}
