import Foundation
import JSON
import TestSupport
import Testing

@Suite("The fixture commands", .timeLimit(.minutes(10)))
struct FixtureTests {
    private func generate(seed: Int, into folder: TemporaryFolder, name: String) async throws -> Data {
        let path = folder.url.appending(path: name)
        let result = try await Program.run([
            "fixture", "generate", "--seed", "\(seed)", "--items", "30", "--table", "Conversations=90",
            "--table", "Messages=300",
            "--output",
            path.path,
        ])
        #expect(result.exitCode == 0, "\(result.error)")
        return try Data(contentsOf: path)
    }

    @Test("generate the same bytes from the same seed, others from another")
    func deterministic() async throws {
        let folder = try TemporaryFolder()
        let first = try await generate(seed: 1, into: folder, name: "a.json")
        #expect(try await generate(seed: 1, into: folder, name: "b.json") == first)
        #expect(try await generate(seed: 2, into: folder, name: "c.json") != first)
    }

    @Test("write to where a link leads, and leave the link")
    func link() async throws {
        let folder = try TemporaryFolder()
        let link = folder.url.appending(path: "link.json")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "real.json")
        let data = try await generate(seed: 1, into: folder, name: "link.json")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "real.json")
        #expect(try await generate(seed: 1, into: folder, name: "other.json") == data)
    }

    @Test("generate states of the size that was asked for, which the linter accepts", arguments: [1, 2, 3])
    func valid(seed: Int) async throws {
        let folder = try TemporaryFolder()
        let data = try await generate(seed: seed, into: folder, name: "state.json")
        let fixture = try JSONValue(parsing: Array(data))
        let conversations = try #require(fixture["tables"]?["Conversations"]?.arrayValue)
        #expect(conversations.count == 90)
        #expect(Set(conversations.map { $0["status"] }) == ["open", "closed"])
        #expect(fixture["tables"]?["Leads"]?.arrayValue?.count == 30)
        let result = try await Program.run([
            "fixture", "validate", folder.url.appending(path: "state.json").path,
        ])
        #expect(result.exitCode == 0, "\(result.output)")
    }

    @Test("say that a table has fewer items than were asked for, and why")
    func fewer() async throws {
        let folder = try TemporaryFolder()
        let result = try await Program.run([
            "fixture", "generate", "--items", "5", "--table", "Messages=2", "--output",
            folder.url.appending(path: "few.json").path,
        ])
        #expect(result.exitCode == 0)
        #expect(
            result.error.contains(
                "warning: Conversations has 2 of 5 items, since each needs items of Messages; ask for more of those"
            )
        )
    }

    @Test("say that a table has fewer items than were asked for, where each needs another of its own")
    func fewerOfItself() async throws {
        let folder = try TemporaryFolder()
        let files = [
            "service.json": #"{"$schema": "meta/service.schema.json", "service": "notes"}"#,
            "records/note.json": """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object", "required": ["note_id", "topic", "latest"], "properties": {
              "note_id": {"type": "string", "minLength": 1}, "topic": {"type": "string", "minLength": 1},
              "latest": {"type": "string", "minLength": 1}}}
            """,
            "tables/notes.json": """
            {"$schema": "../meta/table.schema.json", "TableName": "Notes",
             "AttributeDefinitions": [{"AttributeName": "note_id", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "note_id", "KeyType": "HASH"}],
             "BillingMode": "PAY_PER_REQUEST",
             "record": {"$ref": "../records/note.json"},
             "newest": [{"attribute": "latest",
               "prefixOf": {"table": "Notes", "attribute": "text", "by": "topic", "order": "at"}}]}
            """,
        ]
        for (path, text) in files {
            let file = folder.url.appending(path: "contract/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        let result = try await Program.run([
            "fixture", "generate", "--contracts", folder.url.appending(path: "contract").path,
            "--items", "3", "--output", folder.url.appending(path: "few.json").path,
        ])
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(
            result.error.contains(
                "warning: Notes has 0 of 3 items, since each needs another item of the table; ask for more, or write them by hand"
            ),
            "\(result.error)"
        )
    }

    @Test("validate the fixtures of the project by name, and name the fault of a broken one")
    func validate() async throws {
        #expect(try await Program.run(["fixture", "validate", "demo", "empty"]).exitCode == 0)
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "broken.json")
        let lonely = #"{"message_id": "m", "conversation_id": "none"}"#
        let text = #"{"description": "x", "clock": 1767225600000, "tables": {"Messages": [\#(lonely)]}}"#
        try Data(text.utf8).write(to: file)
        let result = try await Program.run(["fixture", "validate", file.path])
        #expect(result.exitCode == 1)
        #expect(result.output.contains("broken.json:1:"))
    }

    @Test(
        "are refused by the mock with the line and column of what is wrong",
        arguments: [
            ("\"clock\": 1767225600000", "\"clock\": 1e400", ":4:"),
            ("\"conversation_id\"", "\"conversation\"", "conversation_id"),
            ("\"unread_admin\": 2", "\"unread_admin\": \"2\"", "must be an integer"),
        ]
    )
    func refused(old: String, new: String, part: String) async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "broken.json")
        let demo = Program.root.appending(path: "Fixtures/demo.json")
        let text = try String(contentsOf: demo, encoding: .utf8)
        try #require(text.contains(old))
        try text.replacing(old, with: new, maxReplacements: 1).write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        let result = try await Program.run(["serve", "--port", "0", "--fixture", file.path])
        #expect(result.exitCode == 2)
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(result.error.contains(#/broken\.json:[0-9]+:[0-9]+: error: /#), "\(result.error)")
        #expect(result.error.contains(part), "\(result.error)")
    }
}
