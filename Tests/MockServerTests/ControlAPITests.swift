import JSON
import Lambda
import MockServer
import Sessions
import Testing

@Suite("A mock's control API", .timeLimit(.minutes(10)))
struct ControlAPITests {
    @Test("lists its resources in the answer to an unknown one")
    func unknown() async throws {
        try await MockUnderTest.run { mock async throws in
            #expect(try await mock.send("GET /__understudy/nothing").status == 404)
            let wrong = try await mock.send("GET /__understudy/reset")
            #expect(wrong.status == 405)
            #expect(wrong.values("Allow") == ["POST"])
        }
    }

    @Test(
        "changes nothing for invalid requests",
        arguments: [
            ("POST /__understudy/reset/typo", "", 404),
            ("POST /__understudy/fixture/typo?name=demo", "", 404),
            ("GET /__understudy/clock/now", "", 404), ("DELETE /__understudy/journal?before=1", "", 400),
            ("PUT /__understudy/sessions/q", #"{"fixtur": "demo"}"#, 400),
            ("PUT /__understudy/sessions/q", #"{"fixture": "demo", "clock": {}}"#, 400),
            ("PUT /__understudy/sessions/q", #"{"fixture": 5}"#, 400),
            ("PUT /__understudy/sessions/q", "[]", 400), ("PUT /__understudy/sessions/q", "5", 400),
        ]
    )
    func nearly(line: String, body: String, status: Int) async throws {
        try await MockUnderTest.run { mock async throws in
            _ = try await mock.send("GET /?action=admin/leads")
            let answer = try await mock.send(line, body: Array(body.utf8))
            #expect(answer.status == status, "\(answer.body)")
            #expect(try await mock.json("GET /__understudy/journal")["entries"]?.arrayValue?.count == 1)
            #expect(try await mock.send("GET /__understudy/sessions/q").status == 404)
        }
    }

    @Test(
        "answers local and allowed host names only, against DNS rebinding",
        arguments: [
            ("localhost", true), ("LOCALHOST:3000", true), ("127.0.0.1:3000", true), ("127.8.9.1", true),
            ("[::1]:3000", true), ("a.localhost", true), ("mock.test:3000", true), ("example.com", false),
            ("127.0.0.1.example.com", false), ("localhost.example.com", false), ("127.0.0", false),
            ("", false), ("localhost:x@example.com", false), ("[::1].example.com", false),
            ("localhost\r\nHost: example.com", false),
        ]
    )
    func host(host: String, isAllowed: Bool) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send("POST /__understudy/reset", host: host, body: [])
            #expect(answer.status == (isAllowed ? 200 : 403))
            // The function itself answers any host name.
            #expect(try await mock.send("GET /", host: host).status == 404)
        }
    }

    @Test("is reached under a base URL that ends in a slash, too", arguments: ["//", "///"])
    func slashes(slashes: String) async throws {
        try await MockUnderTest.run { mock async throws in
            #expect(try await mock.json("GET \(slashes)__understudy/health")["status"] == "ok")
            #expect(try await mock.send("GET \(slashes)__understudy").status == 200)
            #expect(
                try await mock.send("GET \(slashes)__understudy/state", host: "example.com").status == 403
            )
            #expect(try await mock.json("GET \(slashes)x/__understudy/health")["error"] == "echo")
        }
    }

    @Test("refuses a foreign host without waiting for the body")
    func strangersBody() async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send(
                "PUT /__understudy/fixture",
                host: "example.com",
                headers: ["Content-Length: 100000000"]
            )
            #expect(answer.status == 403)
        }
    }

    @Test("answers pages of local origins, and no others")
    func origin() async throws {
        try await MockUnderTest.run { mock async throws in
            let local = try await mock.send(
                "GET /__understudy/health",
                headers: ["Origin: http://localhost:5173"]
            )
            #expect(local.status == 200)
            #expect(local.values("Access-Control-Allow-Origin") == ["http://localhost:5173"])
            let foreign = try await mock.send(
                "POST /__understudy/reset",
                headers: ["Origin: https://example.com"],
                body: []
            )
            #expect(foreign.status == 403)
            #expect(foreign.values("Access-Control-Allow-Origin").isEmpty)
        }
    }

    @Test("returns the journal newest first, with the contract's findings")
    func journal() async throws {
        try await MockUnderTest.run { mock async throws in
            _ = try await mock.send("GET /?action=chat/conversations")
            let decision = #"{"action": "reject", "lead_id": "l"}"#
            _ = try await mock.send("POST /", body: Array(decision.utf8))
            let journal = try await mock.json("GET /__understudy/journal")
            #expect(journal["recorded"] == 2)
            let entries = try #require(journal["entries"]?.arrayValue)
            #expect(entries.map { $0["sequence"] } == [2, 1])
            #expect(entries[0]["action"] == "admin/approve-lead")
            #expect(entries[0]["form"]?.stringValue != nil)
            #expect(entries[0]["warnings"]?.arrayValue?.isEmpty == false)
            #expect(
                try JSONValue(parsing: entries[0]["request"]?["body"]?.stringValue ?? "")["lead_id"] == "l"
            )
            #expect(entries[1]["refusal"]?["pointer"] == "/user_id")
            #expect(entries[1]["status"] == 400)
            #expect(
                try await mock.json("GET /__understudy/journal?limit=1")["entries"]?.arrayValue?.count == 1
            )
            #expect(try await mock.send("GET /__understudy/journal?limit=0").status == 400)
            _ = try await mock.send("DELETE /__understudy/journal")
            #expect(try await mock.json("GET /__understudy/journal")["entries"] == [])
        }
    }

    @Test("records in the journal that an answer violates the contract, and passes the answer on")
    func violations() async throws {
        let body = Array(#"{"conversation": []}"#.utf8)
        let broken = EchoEndpoint { _ in
            LambdaResponse(status: 200, headers: ["Content-Type": "application/json"], body: body)
        }
        try await MockUnderTest.run(broken) { mock async throws in
            let answer = try await mock.send("GET /?action=chat/conversations&user_id=u")
            #expect(answer.body == #"{"conversation": []}"#)
            let entry = try await mock.json("GET /__understudy/journal")["entries"]?.arrayValue?.first
            let rules = try #require(entry?["violations"]?.arrayValue).map { $0["rule"] }
            #expect(rules == ["cors-one-origin", "conversations-answers"])
        }
    }

    @Test("masks secrets in the journal")
    func secrets() async throws {
        let silent = EchoEndpoint { _ in LambdaResponse(status: 200) }
        try await MockUnderTest.run(silent) { mock async throws in
            _ = try await mock.send(
                "GET /?access_token=geheim&a=b",
                headers: ["Authorization: Bearer geheim", "Cookie: geheim"]
            )
            let journal = try await mock.send("GET /__understudy/journal").body
            #expect(!journal.contains("geheim"))
            #expect(journal.contains("access_token=***&a=b"))
        }
    }

    @Test("limits the number of journal entries, and truncates their bodies")
    func ring() async throws {
        try await MockUnderTest.run(options: SessionOptions(journalEntries: 3)) { mock async throws in
            for number in 1...5 {
                _ = try await mock.send("POST /\(number)", body: [UInt8](repeating: 0x61, count: 100_000))
            }
            let entries = try mock.server.registry.existing(.standard).journal.newest()
            #expect(entries.map(\.path) == ["/5", "/4", "/3"])
            #expect(entries.allSatisfy { $0.requestBytes == 100_000 && $0.requestBody.count == 65_536 })
        }
    }
}
