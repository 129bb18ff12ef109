import Foundation
import HTTPEndpoint
import JSON
import Lambda
import TestSupport
import Testing

@Suite("A mock whose records are in a file", .timeLimit(.minutes(20)))
struct StoreTests {
    private let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        store = "sqlite:" + folder.url.appending(path: "mock.sqlite").path
    }

    private func send(_ text: String, to url: String, session: String = "") async throws -> LambdaResponse {
        let endpoint = HTTPEndpoint(try EndpointURL(url + session))
        let body: JSONValue = [
            "action": "chat/send", "user_id": "u", "store_url": "https://a.example.com",
            "message": .string(text),
        ]
        do {
            let response = try await endpoint.send(LambdaRequest(method: "POST", body: body.serialized()))
            await endpoint.shutdown()
            return response
        } catch {
            await endpoint.shutdown()
            throw error
        }
    }

    private func control(_ method: String, _ path: String, at url: String) async throws -> JSONValue {
        let endpoint = HTTPEndpoint(try EndpointURL(url + "__understudy/" + path))
        do {
            let response = try await endpoint.send(LambdaRequest(method: method))
            await endpoint.shutdown()
            #expect(response.status == 200)
            return try JSONValue(parsing: response.body)
        } catch {
            await endpoint.shutdown()
            throw error
        }
    }

    /// The texts of the messages of a session.
    private func texts(at url: String, session: String = "") async throws -> Set<String> {
        let state = try await control("GET", "state", at: url + session)
        return Set(
            (state["tables"]?["Messages"]?.arrayValue ?? []).compactMap { $0["message_text"]?.stringValue }
        )
    }

    @Test("goes on with all its sessions after a restart, and resets to its fixture")
    func restart() async throws {
        var time = 0
        try await MockProcess.run(["--store", store]) { url in
            #expect(try await send("one", to: url).status == 200)
            #expect(try await send("two", to: url, session: "s/other/").status == 200)
            #expect(try await send("three", to: url, session: "s/gone/").status == 200)
            _ = try await control("DELETE", "sessions/gone", at: url)
            let state = try await control("GET", "state", at: url)
            time = try #require(state["tables"]?["Messages"]?.arrayValue?.first?["created_at"]?.intValue)
        }
        try await MockProcess.run(["--store", store]) { url in
            #expect(try await texts(at: url) == ["one"])
            #expect(try await texts(at: url, session: "s/other/") == ["two"])
            #expect(try await texts(at: url, session: "s/gone/") == [])
            #expect(try #require(try await control("GET", "state", at: url)["clock"]?.intValue) >= time)
            #expect(try await send("four", to: url).status == 200)
            _ = try await control("POST", "reset", at: url + "s/other/")
        }
        try await MockProcess.run(["--store", store]) { url in
            let (kept, other) = (try await texts(at: url), try await texts(at: url, session: "s/other/"))
            #expect(kept == ["one", "four"])
            #expect(other == [])
        }
        let doctor = try await Program.run(["doctor", "--store", store])
        #expect(doctor.exitCode == 0)
        #expect(doctor.output.contains("0 of 4 records are broken"), "\(doctor.output)")
    }

    @Test("is not started on a file that another one uses, or that is none")
    func unusable() async throws {
        try await MockProcess.run(["--store", store]) { _ in
            let second = try await Program.run(["serve", "--port", "0", "--store", store])
            #expect(second.exitCode == 2)
            #expect(second.error.contains("is locked by another process"))
        }
        let text = folder.url.appending(path: "text")
        try Data(String(repeating: "no database ", count: 100).utf8).write(to: text)
        let other = try await Program.run(["serve", "--port", "0", "--store", "sqlite:\(text.path)"])
        #expect(other.exitCode == 2)
        #expect(other.error.contains("is no SQLite database"))
        #expect(try await Program.run(["serve", "--port", "0", "--store", "sqlite:"]).exitCode == 64)
    }

    /// Rounds of a kill at any moment; `UNDERSTUDY_KILL_ROUNDS=200` for as many as a release has to stand.
    private static let rounds =
        ProcessInfo.processInfo.environment["UNDERSTUDY_KILL_ROUNDS"].flatMap(Int.init) ?? 8

    @Test("has every write that was acknowledged when it was killed, and none in part")
    func killed() async throws {
        var acknowledged: Set<String> = []
        var killed = 0
        for round in 0..<Self.rounds {
            let (process, url) = try await start()
            let kept = try await texts(at: url)
            #expect(acknowledged.isSubset(of: kept), "round \(round): \(acknowledged.subtracting(kept))")
            let writers = (0..<4).map { writer in Task { await write(round, writer, to: url) } }
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...200)))
            if process.isRunning { killed += 1 }
            kill(process.processIdentifier, SIGKILL)
            for writer in writers { acknowledged.formUnion(await writer.value) }
            process.waitUntilExit()
        }
        #expect(killed == Self.rounds)
        #expect(!acknowledged.isEmpty)
        let doctor = try await Program.run(["doctor", "--store", store])
        #expect(doctor.exitCode == 0, "\(doctor.output.prefix(2_000))")
        let (process, url) = try await start()
        let kept = try await texts(at: url)
        process.terminate()
        process.waitUntilExit()
        #expect(acknowledged.isSubset(of: kept))
        // What was sent and not acknowledged may be there: at most what each writer had under way.
        #expect(kept.count <= acknowledged.count + 4 * Self.rounds)
    }

    /// Writes until the mock is gone, and returns the texts that were acknowledged.
    private func write(_ round: Int, _ writer: Int, to url: String) async -> [String] {
        var written: [String] = []
        for number in 0..<1_000 {
            let text = "\(round)-\(writer)-\(number)"
            guard let response = try? await send(text, to: url), response.status == 200 else { break }
            written.append(text)
        }
        return written
    }

    /// Starts a mock, and returns its process and its address.
    private func start() async throws -> (Process, String) {
        let output = folder.url.appending(path: "output-\(UUID().uuidString)")
        try Data().write(to: output)
        let arguments = ["serve", "--port", "0", "--fixture", "empty", "--quiet", "--store", store]
        let process = try Program.process(arguments)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        var url: String?
        while url == nil, process.isRunning {
            try await Task.sleep(for: .milliseconds(10))
            url = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
                .first { $0.hasPrefix("  front end") }
                .flatMap { $0.split { $0 == " " || $0 == "=" }.last }.map(String.init)
        }
        return (process, try #require(url))
    }
}
