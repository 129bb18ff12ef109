import JSON
import Lambda
import MockServer
import Sessions
import Testing

@Suite("Sessions, over the control API", .timeLimit(.minutes(10)))
struct SessionResourceTests {
    @Test("are created, listed, forked and deleted")
    func lifecycle() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            func names() async throws -> [JSONValue] {
                (try await mock.json("GET /__understudy/sessions")["sessions"]?.arrayValue ?? []).compactMap {
                    $0["name"]
                }
            }
            #expect(try await mock.send("PUT /__understudy/sessions/a", body: []).status == 201)
            #expect(try await mock.send("PUT /__understudy/sessions/a", body: []).status == 409)
            let named = try await mock.json("PUT /__understudy/sessions/b", body: #"{"fixture": "demo"}"#)
            #expect(named["fixture"] == "One link.")
            #expect(named["tables"]?["AffiliateLinks"] == 1)
            try await mock.write("one", in: "a")
            _ = try await mock.json("POST /__understudy/sessions/a/clock", body: #"{"motion": "frozen"}"#)
            let fork = try await mock.send("POST /__understudy/sessions/a/fork?to=c", body: [])
            #expect(fork.status == 201)
            #expect(try JSONValue(parsing: fork.body)["clock"]?["motion"] == "frozen")
            try await mock.write("two", in: "a")
            let list = try await mock.json("GET /s/c/?action=chat/conversations&user_id=ana")
            #expect(list["conversations"]?.arrayValue?.count == 1)
            #expect(try await names() == ["a", "b", "c", "default"])
            #expect(try await mock.send("DELETE /__understudy/sessions/b").status == 200)
            #expect(try await mock.send("DELETE /__understudy/sessions/b").status == 404)
            #expect(try await mock.send("DELETE /__understudy/sessions/default").status == 409)
            #expect(try await mock.send("GET /__understudy/sessions/b/state").status == 404)
            #expect(try await names() == ["a", "c", "default"])
        }
    }

    static let ways: [(String, [String])] = [
        ("/s/ana/__understudy/clock", []), ("/__understudy/clock?_session=ana", []),
        ("/__understudy/clock", ["X-Understudy-Session: ana"]),
        ("/__understudy/clock", ["Cookie: understudy-session=ana"]),
        ("/__understudy/sessions/ana/clock", []),
    ]

    @Test("can be selected in every way in which a request of the function selects one", arguments: ways)
    func selection(path: String, headers: [String]) async throws {
        try await MockUnderTest.run { mock async throws in
            _ = try await mock.send("PUT /__understudy/sessions/ana", body: [])
            let body = Array(#"{"set": "2030-01-01T00:00:00Z", "motion": "frozen"}"#.utf8)
            #expect(try await mock.send("POST \(path)", headers: headers, body: body).status == 200)
            let ana = try await mock.json("GET /__understudy/sessions/ana")
            #expect(ana["clock"]?["text"] == "2030-01-01T00:00:00.000Z")
            let standard = try await mock.json("GET /__understudy/clock")
            #expect(standard["motion"] == "running")
        }
    }

    @Test("have valid names and a limit")
    func limits() async throws {
        try await MockUnderTest.run(options: SessionOptions(limit: 2)) { mock async throws in
            let bad = try await mock.send("GET /?_session=a%20b")
            #expect(bad.status == 400)
            #expect(bad.values("Access-Control-Allow-Origin") == ["*"])
            #expect(try await mock.send("GET /s/a/").status == 404)
            let full = try await mock.send("GET /s/b/")
            #expect(full.status == 503)
            #expect(full.body.contains("there are 2 sessions"))
        }
    }

    @Test("are deleted when they have been idle for long")
    func expiry() async throws {
        try await MockUnderTest.run(options: SessionOptions(idleSeconds: 1)) { mock async throws in
            #expect(try await mock.send("GET /s/a/").status == 404)
            let limit = ContinuousClock.now + .seconds(20)
            while mock.server.registry.sessions.count > 1, ContinuousClock.now < limit {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(mock.server.registry.sessions.map(\.name) == [.standard])
        }
    }

    @Test(
        "have clocks that can be set, advanced and accelerated, but not moved back by accident",
        arguments: [
            (#"{"advance": 10000}"#, 200), (#"{"set": 1}"#, 400), (#"{"set": 1, "backwards": true}"#, 200),
            (#"{"set": "soon"}"#, 400), (#"{"rate": 60}"#, 200), (#"{"rate": -1}"#, 400),
            (#"{"rate": "1"}"#, 400),
            (#"{"motion": "stepping", "milliseconds": 5}"#, 200), (#"{"motion": "still"}"#, 400), ("{}", 400),
            (#"{"advance": 1.5}"#, 400), (#"{"advance": 9223372036854775807}"#, 400), ("[1]", 400),
            (#"{"advance": -5}"#, 400), (#"{"advance": -5, "backwards": true}"#, 200),
            (#"{"frozen": true}"#, 400), (#"{"motion": "frozen", "set": 999999999999999999}"#, 400),
        ]
    )
    func clock(body: String, status: Int) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send("POST /__understudy/clock", body: Array(body.utf8))
            #expect(answer.status == status, "\(answer.body)")
            if status != 200 {
                #expect(try await mock.json("GET /__understudy/clock")["motion"] == "running")
            }
        }
    }
}
