import JSON
import JSONSchema
import Testing

@Suite(
    "The optional tests of the JSON Schema suite",
    .enabled(if: SuiteFiles.isPresent, "the suite is not there")
)
struct OptionalSuiteTests {
    @Test(
        "hold, but for the listed cases",
        arguments: try SuiteFiles.files(in: "tests/draft2020-12/optional")
    )
    func optional(file: SuiteFile) {
        check(file, options: SchemaOptions())
    }

    @Test(
        "hold for every format, but for the listed cases",
        arguments: try SuiteFiles.files(in: "tests/draft2020-12/optional/format")
    )
    func format(file: SuiteFile) {
        check(file, options: SchemaOptions(formatAssertion: true))
    }

    @Test("hold for at least 880 of the 926 cases")
    func count() throws {
        let folders = ["tests/draft2020-12/optional", "tests/draft2020-12/optional/format"]
        let cases = try folders.flatMap { try SuiteFiles.files(in: $0) }.flatMap(SuiteCase.cases(of:))
        #expect(cases.count == 926)
        #expect(cases.count - SuiteExceptions.reasons.count >= 880)
        let names = Set(cases.map(\.name))
        #expect(SuiteExceptions.reasons.keys.allSatisfy(names.contains), "a listed case does not exist")
    }

    /// A listed case must fail, else it does not belong in the list any more; every other case must hold.
    private func check(_ file: SuiteFile, options: SchemaOptions) {
        for test in SuiteCase.cases(of: file) {
            let failure = test.failure(options: options)
            if let reason = SuiteExceptions.reasons[test.name] {
                #expect(failure != nil, "\(test.name) holds now; take it from the list (\(reason))")
            } else {
                #expect(failure == nil, "\(test.name)")
            }
        }
    }
}
