import Foundation
import HTTPEndpoint
import JSON
import Lambda
import TestSupport
import Testing

@Suite("The program's archive", .timeLimit(.minutes(10)))
struct ArchiveTests {
    private let folder: TemporaryFolder
    private let file: String
    private let archive: String

    init() throws {
        folder = try TemporaryFolder()
        file = folder.url.appending(path: "mock.sqlite").path
        archive = folder.url.appending(path: "archive").path
    }

    @discardableResult
    private func send(_ body: JSONValue, to url: String) async throws -> JSONValue {
        let endpoint = HTTPEndpoint(try EndpointURL(url))
        do {
            let response = try await endpoint.send(LambdaRequest(method: "POST", body: body.serialized()))
            await endpoint.shutdown()
            return try JSONValue(parsing: response.body)
        } catch {
            await endpoint.shutdown()
            throw error
        }
    }

    /// Opens a conversation of each of two users, and closes the first one's.
    private func fill(_ url: String) async throws {
        for user in ["ana", "ben"] {
            let answer = try await send(
                [
                    "action": "chat/send", "user_id": .string(user),
                    "store_url": "https://a.example.com", "message": "Hello",
                ],
                to: url
            )
            guard user == "ana" else { continue }
            let conversation = try #require(answer["conversation_id"])
            let closed = try await send(
                ["action": "chat/close", "conversation_id": conversation],
                to: url
            )
            #expect(closed["success"] == true, "\(closed)")
        }
    }

    @Test("takes what a mock has left in its file, and gives it back")
    func cycle() async throws {
        try await MockProcess.run(["--store", "sqlite:\(file)"]) { url in
            try await fill(url)
            let busy = try await Program.run([
                "archive", "--store", "sqlite:\(file)", "--folder", archive, "--at", "2099-01-01T00:00:00Z",
            ])
            #expect(busy.exitCode == 2)
            #expect(busy.error.contains("is locked by another process"))
        }
        let options = ["--store", "sqlite:\(file)", "--folder", archive, "--at", "2099-01-01T00:00:00Z"]
        let early = try await Program.run(["archive"] + options.dropLast() + ["2026-01-02T00:00:00Z"])
        #expect(early.exitCode == 0, "\(early.error)")
        #expect(early.output.contains("Conversations: 0 moved"))
        let moved = try await Program.run(["archive"] + options)
        #expect(moved.exitCode == 0, "\(moved.error)")
        #expect(moved.output.contains("Conversations: 1 moved\n"), "\(moved.output)")
        #expect(moved.output.contains("Messages: 1 moved\n"))
        #expect(try await doctor() == "0 of 2 records are broken")
        let again = try await Program.run(["archive", "move"] + options)
        #expect(again.output.contains("Messages: 0 moved"))
        let restored = try await Program.run(["archive", "restore"] + options)
        #expect(restored.exitCode == 0, "\(restored.error)")
        #expect(restored.output == "Conversations: 1 restored\nMessages: 1 restored\n")
        #expect(try await doctor() == "0 of 4 records are broken")
        let twice = try await Program.run(["archive", "restore"] + options)
        #expect(twice.output.contains("Messages: 0 restored, 1 there already"))
    }

    private func doctor() async throws -> String {
        let result = try await Program.run(["doctor", "--store", "sqlite:\(file)"])
        return String(result.output.split(separator: "\n").last?.split(separator: ": ").last ?? "")
    }

    @Test("takes expired records of a mock that deletes none; one that does has them in its streams")
    func expiry() async throws {
        let arguments = ["--time-to-live", "--store", "sqlite:\(file)", "--expiry"]
        let message: JSONValue = [
            "action": "chat/send", "user_id": "ana", "store_url": "https://a.example.com", "message": "Hello",
        ]
        try await MockProcess.run(arguments + ["off"]) { url in
            try await send(message, to: url)
            try await send(["advance": 63_072_001_000], to: url + "__understudy/clock")
        }
        let moved = try await Program.run([
            "archive", "--store", "sqlite:\(file)", "--folder", archive, "--at", "2028-02-01T00:00:00Z",
        ])
        #expect(moved.output.contains("Messages: 1 moved\n"), "\(moved.output) \(moved.error)")
        try await MockProcess.run(arguments + ["hide"]) { url in
            try await send(message, to: url)
            try await send(["advance": 63_072_001_000], to: url + "__understudy/clock")
            #expect(try await lastChange(at: url)?["eventName"] == "REMOVE")
        }
        try await MockProcess.run(arguments + ["hide"]) { url in
            let last = try await lastChange(at: url)
            #expect(last?["eventName"] == "REMOVE")
            #expect(last?["userIdentity"]?["principalId"] == "dynamodb.amazonaws.com")
        }
    }

    /// The newest record of the stream of the messages.
    private func lastChange(at url: String) async throws -> JSONValue? {
        let endpoint = HTTPEndpoint(try EndpointURL(url + "__understudy/streams/Messages"))
        do {
            let response = try await endpoint.send(LambdaRequest(method: "GET"))
            await endpoint.shutdown()
            return try JSONValue(parsing: response.body)["records"]?.arrayValue?.last
        } catch {
            await endpoint.shutdown()
            throw error
        }
    }

    @Test(
        "takes what is in DynamoDB's tables, and gives it back",
        .enabled(if: Emulator.areInstalled, "\(Emulator.advice)"),
        arguments: Emulator.allCases
    )
    func tables(emulator: Emulator) async throws {
        let store = [
            "--store", "dynamodb:\(try await emulator.endpoint())",
            "--table-prefix", "a\(UUID().uuidString.prefix(13))-",
        ]
        let made = try await Program.run(["tables", "create"] + store)
        #expect(made.exitCode == 0, "\(made.error)")
        try await MockProcess.run(exactly: ["serve", "--port", "0", "--quiet"] + store) { url in
            try await fill(url)
        }
        let options = store + ["--folder", archive, "--at", "2099-01-01T00:00:00Z"]
        let moved = try await Program.run(["archive"] + options)
        #expect(moved.output.contains("Conversations: 1 moved\n"), "\(moved.output) \(moved.error)")
        #expect(moved.output.contains("Messages: 1 moved\n"))
        let again = try await Program.run(["archive"] + options)
        #expect(again.output.contains("Conversations: 0 moved\n"))
        let clean = try await Program.run(["doctor"] + store)
        #expect(clean.output.contains("0 of 2 records are broken"), "\(clean.output)")
        let restored = try await Program.run(["archive", "restore"] + options)
        #expect(restored.output == "Conversations: 1 restored\nMessages: 1 restored\n")
        let whole = try await Program.run(["doctor"] + store)
        #expect(whole.output.contains("0 of 4 records are broken"), "\(whole.output)")
    }
}
