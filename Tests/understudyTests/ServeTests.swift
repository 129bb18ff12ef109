import Foundation
import HTTPEndpoint
import JSON
import Lambda
import TestSupport
import Testing

@Suite("A mock that is served", .timeLimit(.minutes(10)))
struct ServeTests {
    /// Serves while a test uses it; gives the lines of the start-up and ends it by a signal.
    private func serve(
        _ arguments: [String] = [],
        _ body: (HTTPEndpoint, _ welcome: [String]) async throws -> Void
    ) async throws -> (exitCode: Int32, output: String, error: String) {
        let process = try Program.process(["serve", "--port", "0"] + arguments)
        let scratch = try TemporaryFolder()
        let output = scratch.url.appending(path: "output")
        let errors = scratch.url.appending(path: "errors")
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        var lines: [String] = []
        while lines.count < 4, process.isRunning {
            try await Task.sleep(for: .milliseconds(20))
            lines = try String(contentsOf: output, encoding: .utf8).components(separatedBy: "\n").dropLast()
        }
        let url = try #require(lines.dropFirst().first?.split(separator: "=").last.map(String.init))
        let endpoint = HTTPEndpoint(try EndpointURL(url))
        try await HTTPEndpoint.whileOpen(endpoint) { try await body($0, lines) }
        process.interrupt()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
            try String(contentsOf: errors, encoding: .utf8)
        )
    }

    private func json(
        _ endpoint: HTTPEndpoint,
        _ method: String,
        _ path: String,
        query: String = "",
        body: JSONValue? = nil
    ) async throws -> JSONValue {
        let request = LambdaRequest(
            method: method,
            path: path,
            rawQuery: query,
            body: body?.serialized() ?? []
        )
        return try JSONValue(parsing: try await endpoint.send(request).body)
    }

    @Test("says where it is, answers, shows a line a request, and stops on a signal with exit code 0")
    func lifecycle() async throws {
        let result = try await serve { endpoint, welcome in
            #expect(welcome[1].contains("NEXT_PUBLIC_AWS_LAMBDA_URL=http://127.0.0.1:"))
            #expect(welcome[2].contains("demo"))
            #expect(welcome[3].contains("/__understudy/"))
            let list = try await json(endpoint, "GET", "/", query: "action=admin/conversations")
            #expect(list["conversations"]?.arrayValue?.isEmpty == false)
            let refused = try await json(endpoint, "GET", "/", query: "action=admin/leads&limit=0")
            #expect(refused["pointer"] == "/limit")
        }
        #expect(result.exitCode == 0)
        #expect(result.output.contains("GET admin/conversations 200"))
        #expect(result.output.contains("refused: /limit"))
    }

    @Test("warns of a fixture whose items do not agree, and plays it")
    func misfit() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "edited.json")
        let demo = try String(
            contentsOf: Program.root.appending(path: "Fixtures/demo.json"),
            encoding: .utf8
        )
        try demo.replacing("\"unread_admin\": 2", with: "\"unread_admin\": 0", maxReplacements: 1)
            .write(to: file, atomically: true, encoding: .utf8)
        let result = try await serve(["--fixture", file.path, "--quiet"]) { endpoint, _ in
            let list = try await json(endpoint, "GET", "/", query: "action=admin/conversations")
            #expect(list["conversations"]?.arrayValue?.isEmpty == false)
        }
        #expect(
            result.error.hasPrefix("understudy: served in spite of an inconsistency: \(file.path):"),
            "\(result.error)"
        )
        #expect(result.error.contains("make it at least 2") && result.error.split(separator: "\n").count == 1)
        #expect(try await serve(["--quiet"]) { _, _ in }.error.isEmpty)
    }

    @Test("keeps what is written until it is reset, and moves worlds in and out")
    func state() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "dump.json").path
        _ = try await serve(["--fixture", "empty", "--seed", "7", "--quiet"]) { endpoint, _ in
            let sent: JSONValue = ["action": "chat/send", "user_id": "u", "store_url": "s", "message": "Hi"]
            let first = try await json(endpoint, "POST", "/", body: sent)
            #expect(first["success"] == true)
            let dump = try await Program.run([
                "fixture", "dump", "--mock", endpoint.url.description, "--output", file,
            ])
            #expect(dump.exitCode == 0, "\(dump.error)")
            #expect(try await Program.run(["fixture", "validate", file]).exitCode == 0)
            _ = try await json(endpoint, "POST", "/__understudy/reset")
            let none = try await json(endpoint, "GET", "/chat/conversations", query: "user_id=u")
            #expect(none["conversations"] == [])
            let again = try await json(endpoint, "POST", "/", body: sent)
            #expect(again["conversation_id"] == first["conversation_id"], "the seed decides the ids")
            _ = try await json(endpoint, "POST", "/__understudy/reset")
            let load = try await Program.run(["fixture", "load", file, "--mock", endpoint.url.description])
            #expect(load.exitCode == 0, "\(load.error)")
            let back = try await json(endpoint, "GET", "/chat/conversations", query: "user_id=u")
            #expect(back["conversations"]?.arrayValue?.count == 1)
            let demo = try await json(endpoint, "POST", "/__understudy/fixture", query: "name=demo")
            #expect(demo["success"] == true)
            let unknown = try await json(endpoint, "POST", "/__understudy/fixture", query: "name=dmeo")
            #expect(unknown["error"]?.stringValue?.contains("did you mean 'demo'") == true)
        }
    }

    @Test("refuses a fixture whose clock tells no time, and goes on")
    func clock() async throws {
        _ = try await serve(["--fixture", "empty", "--quiet"]) { endpoint, _ in
            for clock: JSONValue in [9_223_372_036_854_775_807, 5, "now", nil, [:]] {
                let fixture: JSONValue = ["clock": clock, "tables": [:]]
                let answer = try await json(endpoint, "PUT", "/__understudy/fixture", body: fixture)
                #expect(answer["error"]?.stringValue?.contains("/clock") == true)
            }
            let answer = try await json(endpoint, "PUT", "/__understudy/fixture", body: ["tables": [:]])
            #expect(answer["success"] == true)
        }
    }

    @Test(
        "refuses a fixture whose records are broken, and shows one whose times are ahead of its clock as it is"
    )
    func records() async throws {
        _ = try await serve(["--fixture", "empty", "--quiet"]) { endpoint, _ in
            let time: JSONValue = 1_767_225_700_000
            var link: JSONObject = [
                "affiliate_id": "a", "link_id": "AAAA", "affiliate_email": "a@example.com", "store_url": "s",
                "affiliate_url": "https://dashboard.commercive.co/affiliate-form?ref=AAAA",
                "created_at": time, "updated_at": "soon",
            ]
            func load() async throws -> JSONValue {
                let tables: JSONValue = ["AffiliateLinks": [.object(link)]]
                let fixture: JSONValue = ["clock": 1_767_225_600_000, "tables": tables]
                return try await json(endpoint, "PUT", "/__understudy/fixture", body: fixture)
            }
            let refused = try await load()["error"]?.stringValue
            #expect(refused?.contains("/tables/AffiliateLinks/0/updated_at") == true)
            link["updated_at"] = time
            #expect(try await load()["success"] == true)
            #expect(try await json(endpoint, "GET", "/__understudy/state")["clock"] == time)
        }
    }

    @Test("begins sessions with the faults of a file, and refuses one that is broken with its place")
    func faults() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "faults.json")
        let rule = #"{"fault": "status", "status": 503, "sessions": ["bad-*"], "actions": "chat/*"}"#
        try Data("{\"faults\": [\(rule)]}".utf8).write(to: file)
        _ = try await serve(["--faults", file.path, "--quiet"]) { endpoint, _ in
            for (path, query, status) in [
                ("/s/bad-day/", "action=chat/conversations&user_id=u", 503),
                ("/s/bad-day/", "action=admin/leads", 200), ("/", "action=chat/conversations&user_id=u", 200),
            ] {
                let answer = try await endpoint.send(
                    LambdaRequest(method: "GET", path: path, rawQuery: query)
                )
                #expect(answer.status == status, "\(path) \(query)")
            }
        }
        try Data("{\"faults\": [\n{\"fault\": \"latency\", \"milliseconds\": -1}]}".utf8).write(to: file)
        let broken = try await Program.run(["serve", "--port", "0", "--faults", file.path])
        #expect(broken.exitCode == 2)
        #expect(broken.error.contains("faults.json:2:38: /faults/0/milliseconds: must be a whole number"))
    }

    @Test("says that the port is in use")
    func portInUse() async throws {
        _ = try await serve { endpoint, _ in
            let port = try #require(URL(string: endpoint.url.description)?.port)
            let second = try await Program.run(["serve", "--port", "\(port)"])
            #expect(second.exitCode == 2)
            #expect(second.error.contains("port \(port) on 127.0.0.1 is in use"))
        }
    }
}
