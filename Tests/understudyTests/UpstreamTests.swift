import Foundation
import HTTPEndpoint
import JSON
import Lambda
import Synchronization
import TestSupport
import Testing

@Suite("A mock in front of a real endpoint", .timeLimit(.minutes(10)))
struct UpstreamTests {
    private static let answer = SocketServer.response(
        Array(#"{"kept": true}"#.utf8),
        status: "418 I'm a teapot",
        headers: "X-Real: yes\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
    )

    /// Serves a mock of the chat in front of a server that records what it is asked.
    private func serve(
        _ body: (HTTPEndpoint, _ asked: () -> [String], _ welcome: String, _ url: String) async throws -> Void
    ) async throws {
        let requests = Mutex<[String]>([])
        let server = try SocketServer { request in
            requests.withLock { $0.append(request) }
            return .bytes(Self.answer)
        }
        defer { server.stop() }
        let upstream = "http://127.0.0.1:\(server.port)/stage?key=1"
        try await MockProcess.run(["--upstream", upstream, "--mock", "chat/*"]) { url, welcome in
            let endpoint = HTTPEndpoint(try EndpointURL(url))
            try await HTTPEndpoint.whileOpen(endpoint) {
                try await body($0, { requests.withLock { $0 } }, welcome, url)
            }
        }
    }

    @Test("answers the actions that are mocked from its tables")
    func mocked() async throws {
        try await serve { endpoint, asked, welcome, _ in
            let list = try await endpoint.send(
                LambdaRequest(method: "GET", rawQuery: "action=chat/conversations&user_id=u")
            )
            #expect(list.status == 200)
            #expect(try JSONValue(parsing: list.body)["conversations"] == [])
            #expect(
                try await endpoint.send(LambdaRequest(method: "OPTIONS", rawQuery: "action=admin/leads"))
                    .status < 300
            )
            #expect(asked().isEmpty)
            #expect(welcome.contains("answers 7 of the actions, the mock 6"))
        }
    }

    @Test("passes the others on unchanged, also where they break the contract, and reports that")
    func passed() async throws {
        try await serve { endpoint, asked, _, _ in
            let body = Array(#"{"action": "admin/approve-lead", "lead_id": 7}"#.utf8)
            let response = try await endpoint.send(
                LambdaRequest(method: "POST", path: "/any", headers: ["X-Client": "a"], body: body)
            )
            #expect(response.status == 418)
            #expect(response.body == Array(#"{"kept": true}"#.utf8))
            #expect(response.headers["X-Real"] == "yes")
            #expect(response.headers["X-Hop"] == nil)
            let request = try #require(asked().first)
            #expect(request.hasPrefix("POST /stage/any?key=1 HTTP/1.1\r\n"))
            #expect(request.lowercased().contains("x-client: a\r\n"))
            #expect(request.hasSuffix("\r\n\r\n" + String(decoding: body, as: UTF8.self)))
            let journal = try await endpoint.send(LambdaRequest(method: "GET", path: "/__understudy/journal"))
            let text = String(decoding: journal.body, as: UTF8.self)
            #expect(text.contains("status is missing or empty"))
            #expect(text.contains("418"))
        }
    }

    @Test("passes on what is for no action at all")
    func unknown() async throws {
        try await serve { endpoint, asked, _, _ in
            _ = try await endpoint.send(LambdaRequest(method: "GET", rawQuery: "action=other"))
            _ = try await endpoint.send(LambdaRequest(method: "GET"))
            #expect(
                asked().map { $0.prefix { $0 != "\r\n" } } == [
                    "GET /stage?key=1&action=other HTTP/1.1", "GET /stage?key=1 HTTP/1.1",
                ]
            )
        }
    }

    @Test(
        "refuses options that cannot be meant",
        arguments: [
            (["--mock", "chat/*"], 64, "--mock needs --upstream"),
            (["--upstream", "example.com"], 64, "does not start with http"),
            (["--upstream", "http://127.0.0.1:1/", "--mock", "chat/sned"], 2, "chat/send"),
        ] as [([String], Int32, String)]
    )
    func refused(arguments: [String], exitCode: Int32, part: String) async throws {
        let run = try await Program.run(["serve", "--port", "0"] + arguments)
        #expect(run.exitCode == exitCode)
        #expect(run.error.contains(part), "\(run.error)")
    }
}
