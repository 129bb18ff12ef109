import Foundation
import JSON
import Reports
import TestSupport
import Testing

@Suite("The list of report formats")
struct ReportFormatTests {
    @Test("gives the schema of understudy.json a member for every format, with the help of its option")
    func configuration() throws {
        let name = "configuration.schema.json"
        let folder = ProjectFolder.metaSchemas
        let file = URL(filePath: folder).appending(path: name)
        let schema = try JSONValue(parsing: Array(try Data(contentsOf: file)))
        let expected = ReportFormats.all.reduce(schema) { schema, format in
            schema.replacing(
                at: JSONPointer(tokens: ["properties", format.option]),
                with: ["description": .string(format.summary), "type": "string", "minLength": 1]
            )
        }
        let text = expected.prettyText()
        #expect(try GoldenFolder(path: folder).text(named: name, insteadOf: text) == text)
    }
}
