import Contracts
import JSON
import OpenAPI
import TestSupport
import Testing

@Suite("A document of 200 operations")
struct LargeDocumentTests {
    @Test("becomes 200 actions over 40 tables, and nothing is left out")
    func conversion() async throws {
        let bytes = Array(LargeDocument.text.utf8)
        let conversion = try await OpenAPIConverter { $0 == "api.json" ? bytes : nil }.convert("api.json")
        #expect(conversion.actionCount == 200)
        #expect(conversion.tables.count == 40)
        #expect(conversion.tables.allSatisfy { $0.actions.count == 5 })
        #expect(conversion.notes.isEmpty, "\(conversion.notes.map(\.description).joined(separator: "\n"))")
        #expect(conversion.files.count { $0.path.hasPrefix("scenarios/") } == 40)
    }
}
