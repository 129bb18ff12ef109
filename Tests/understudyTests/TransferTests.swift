import Foundation
import JSON
import TestSupport
import Testing

@Suite("Records that are dumped and loaded", .timeLimit(.minutes(10)))
struct TransferTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func path(_ name: String) -> String { folder.url.appending(path: name).path }

    private func run(_ arguments: [String]) async throws {
        let result = try await Program.run(arguments)
        #expect(result.exitCode == 0, "\(arguments.joined(separator: " ")): \(result.output) \(result.error)")
    }

    private func json(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: path(name)))))
    }

    private static let demo = Program.root.appending(path: "Fixtures/demo.json").path

    @Test("come back from a file as they were, also after they are loaded again")
    func roundTrip() async throws {
        let store = "sqlite:\(path("a.sqlite"))"
        for _ in 0..<2 { try await run(["fixture", "load", Self.demo, "--store", store]) }
        try await run(["fixture", "dump", "--store", store, "--output", path("dump.json")])
        let demo = try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: Self.demo))))
        #expect(try json("dump.json")["tables"] == demo["tables"])
        #expect(try json("dump.json")["clock"] == demo["clock"])
        #expect(try json("dump.json")["description"] == demo["description"])
        try await run(["fixture", "validate", path("dump.json")])
    }

    @Test("go through DynamoDB's export, a table a file")
    func export() async throws {
        let demo = try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: Self.demo))))
        let (one, other) = ("sqlite:\(path("a.sqlite"))", "sqlite:\(path("b.sqlite"))")
        try await run(["fixture", "load", Self.demo, "--store", one])
        for table in demo["tables"]?.objectValue?.names ?? [] {
            let file = path("\(table).json")
            try await run(
                [
                    "fixture", "dump", "--store", one, "--format", "dynamodb", "--table", table, "--output",
                    file,
                ]
            )
            let first = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").first ?? ""
            #expect(first.hasPrefix(#"{"Item":{""#) && first.contains(#"":{"S":""#), "\(first)")
            try await run(["fixture", "load", file, "--store", other])
        }
        try await run(["fixture", "dump", "--store", other, "--output", path("dump.json")])
        #expect(try json("dump.json")["tables"] == demo["tables"])
    }

    @Test("go from a running mock into a file, which the next one serves, and which can be read meanwhile")
    func mock() async throws {
        let store = "sqlite:\(path("a.sqlite"))"
        try await MockProcess.run(["--fixture", "demo"]) { url in
            try await run(["fixture", "dump", "--mock", url, "--redact", "--output", path("dump.json")])
        }
        try await run(["fixture", "load", path("dump.json"), "--store", store])
        try await MockProcess.run(["--store", store]) { url in
            try await run(["fixture", "dump", "--mock", url, "--output", path("again.json")])
            try await run(["doctor", "--store", store])
            let used = try await Program.run(["fixture", "load", Self.demo, "--store", store])
            #expect(used.exitCode == 2)
            #expect(used.error.contains("is locked by another process"), "\(used.error)")
        }
        #expect(try json("again.json")["tables"] == json("dump.json")["tables"])
    }

    @Test("have made-up data in place of personal data, the same everywhere, and still fit together")
    func redacted() async throws {
        let store = "sqlite:\(path("a.sqlite"))"
        try await run(["fixture", "load", Self.demo, "--store", store])
        let dump = ["fixture", "dump", "--store", store, "--redact", "--redact-key", "k", "--output"]
        for name in ["one.json", "two.json"] { try await run(dump + [path(name)]) }
        #expect(try json("one.json") == json("two.json"))
        try await run(["fixture", "validate", path("one.json")])
        let text = try json("one.json")["tables"]?.compactText ?? ""
        let demo = try JSONValue(parsing: Array(Data(contentsOf: URL(filePath: Self.demo))))
        var count = 0
        for table in demo["tables"]?.objectValue ?? JSONObject() {
            for item in table.value.arrayValue ?? [] {
                for name in [
                    "user_id", "lead_name", "lead_email", "lead_phone", "affiliate_email", "message_text",
                ] {
                    guard let value = item[name]?.stringValue, value.count > 4 else { continue }
                    count += 1
                    #expect(!text.contains(value), "\(value)")
                }
            }
        }
        #expect(count > 30)
    }

    @Test("are moved on from where it was interrupted")
    func resumed() async throws {
        let (store, file, checkpoint) = ("sqlite:\(path("a.sqlite"))", path("large.json"), path("checkpoint"))
        try await run([
            "fixture", "generate", "--items", "1", "--table", "Conversations=900", "--table",
            "Messages=3000", "--output", file,
        ])
        let good = try String(contentsOfFile: file, encoding: .utf8)
        // The last message loses its sender: loading ends there, and the rest is loaded once it is mended.
        let range = try #require(good.range(of: #""sender_id""#, options: .backwards))
        try good.replacingCharacters(in: range, with: #""sender_xx""#)
            .write(toFile: file, atomically: true, encoding: .utf8)
        let load = ["fixture", "load", file, "--store", store, "--checkpoint", checkpoint]
        let broken = try await Program.run(load)
        #expect(broken.exitCode == 2)
        #expect(
            broken.error.contains(", of Messages: ") && broken.error.contains("sender_id"),
            "\(broken.error)"
        )
        #expect(FileManager.default.fileExists(atPath: checkpoint))
        try good.write(toFile: file, atomically: true, encoding: .utf8)
        try await run(load)
        #expect(!FileManager.default.fileExists(atPath: checkpoint))
        try await run(["fixture", "dump", "--store", store, "--output", path("dump.json")])
        #expect(try json("dump.json")["tables"] == json("large.json")["tables"])
        try await run(["doctor", "--store", store])
    }

    @Test(
        "are refused with the place and what helps",
        arguments: [
            (["load", "FILE", "--store", "memory"], 64, "--store memory ends with its mock"),
            (["load", "FILE", "--checkpoint", "c"], 64, "--checkpoint is for stores"),
            (["dump", "--format", "dynamodb"], 64, "name it by --table"),
            (["dump", "--redact-key", "k"], 64, "give --redact as well"),
            (["load", "FILE.gz", "--store", "sqlite:STORE"], 2, "gunzip -c"),
            (["load", "none.json", "--store", "sqlite:STORE"], 2, "check the path of the fixture"),
            (["dump", "--store", "sqlite:STORE", "--table", "Mesages"], 2, "Messages"),
        ]
    )
    func refused(arguments: [String], code: Int32, problem: String) async throws {
        let arguments = arguments.map {
            $0.replacing("FILE", with: Self.demo).replacing("STORE", with: path("a.sqlite"))
        }
        let result = try await Program.run(["fixture"] + arguments)
        #expect(result.exitCode == code)
        #expect(result.error.contains(problem), "\(result.error)")
    }
}
