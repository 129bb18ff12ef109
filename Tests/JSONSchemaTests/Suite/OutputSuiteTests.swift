import JSON
import JSONSchema
import Testing
import TestSupport

@Suite(
    "The output tests of the JSON Schema suite",
    .needs(.jsonSchema)
)
struct OutputSuiteTests {
    @Test(
        "accept the flag and basic outputs",
        arguments: try SuiteFiles.files(in: "output-tests/draft2020-12/content")
    )
    func outputs(file: SuiteFile) throws {
        var registry = SchemaRegistry()
        let outputSchema = try SuiteFiles.files(in: "output-tests/draft2020-12").first {
            $0.name == "output-schema"
        }
        try registry.add(
            try #require(outputSchema).value,
            at: "https://json-schema.org/draft/2020-12/output/schema"
        )
        var checked = 0
        for group in file.value.arrayValue ?? [] {
            let schema = try registry.compile(try #require(group["schema"]))
            for test in group["tests"]?.arrayValue ?? [] {
                let output = schema.validate(try #require(test["data"]))
                for (format, json) in [("flag", output.flag), ("basic", output.basic)] {
                    guard let expectation = test["output"]?[format] else { continue }
                    let errors = try registry.compile(expectation).validate(json).errors
                    #expect(errors.isEmpty, "\(file.name): \(format)")
                    checked += 1
                }
            }
        }
        #expect(checked > 0)
    }
}
