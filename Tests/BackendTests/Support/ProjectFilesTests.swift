import Backend
import Foundation
import JSON
import Lambda
import Tables
import Testing
import TestSupport

/// The project's own contract folder and fixtures, relative to this file.
private enum ProjectFiles {
    static let root = ProjectFolder.root

    static var tables: [String] { names(in: "Contracts/tables") }
    static var fixtures: [String] { names(in: "Fixtures") }

    static func json(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: [UInt8](Data(contentsOf: root.appending(path: path))))
    }

    private static func names(in folder: String) -> [String] {
        let path = root.appending(path: folder).path()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    }
}

@Suite("The project's files")
struct ProjectFilesTests {
    @Test(
        "define the tables that these tests use",
        .enabled(if: !ProjectFiles.tables.isEmpty, "no contract folder")
    )
    func tables() throws {
        let definitions = try ProjectFiles.tables.map { try TableDefinition(ProjectFiles.json($0)) }
        #expect(Set(definitions) == Set(SupportTables.all))
    }

    @Test(
        "hold fixtures that load, and lists that can be served",
        .enabled(if: !ProjectFiles.fixtures.isEmpty, "no fixtures"),
        arguments: ProjectFiles.fixtures
    )
    func fixtures(path: String) async throws {
        let state = try TableState(SupportTables.all, loading: ProjectFiles.json(path))
        let service = TestService(state)
        for (action, name) in [("admin/conversations", "conversations"), ("admin/leads", "leads")] {
            let answer = await service.get(action)
            #expect(answer.status == 200)
            let table = action == "admin/leads" ? "Leads" : "Conversations"
            #expect(answer.list(name).count == min(try state.count(of: table), 100))
        }
        let again = try TableState(SupportTables.all, loading: state.fixture)
        #expect(try again.fixture == state.fixture)
    }
}
