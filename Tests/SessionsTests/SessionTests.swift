import JSON
import Lambda
import Sessions
import Testing

@Suite("A session")
struct SessionTests {
    @Test("shows nothing of what is written in another")
    func isolation() async throws {
        let stage = try SupportSessions.stage()
        try await stage.write("one", in: "a")
        try await stage.write("two", in: "b")
        try await stage.write("three", in: "b")
        #expect(try await stage.conversations(of: "a").count == 1)
        #expect(try await stage.conversations(of: "b").count == 2)
        #expect(try await stage.conversations(of: "c").isEmpty)
        #expect(stage.book.sessions.map(\.name.description) == ["a", "b", "c", "default"])
    }

    @Test("with a seed gives the same answers as any other to the same requests, ids and times included")
    func seeded() async throws {
        let stage = try SupportSessions.stage(SessionOptions(seed: 7))
        var answers: [[UInt8]] = []
        for session in ["a", "b"] {
            for text in ["one", "two"] {
                answers.append(try await stage.write(text, in: session).response.body)
            }
            answers.append(
                try await stage.get("action=chat/conversations&user_id=ana", of: session).response.body
            )
        }
        #expect(answers[0..<3] == answers[3...])
        let other = try SupportSessions.stage(SessionOptions(seed: 8))
        #expect(try await other.write("one", in: "a").response.body != answers[0])
    }

    @Test("with a seed makes the same records however often they are read meanwhile")
    func polling() async throws {
        let stage = try SupportSessions.stage(SessionOptions(seed: 7))
        for (session, polls) in [("a", 1), ("b", 5)] {
            for text in ["one", "two"] {
                try await stage.write(text, in: session)
                for _ in 0..<polls { _ = try await stage.conversations(of: session) }
            }
        }
        #expect(try await stage.conversations(of: "a") == stage.conversations(of: "b"))
    }

    @Test("with a seed makes no id a second time after going back, and the same ones again")
    func seededRewind() async throws {
        let stage = try SupportSessions.stage(SessionOptions(seed: 7))
        var answers: [[UInt8]] = []
        for text in ["one", "two", "three"] {
            answers.append(try await stage.write(text, in: "a").response.body)
        }
        try stage.book.existing(SessionName("a")).rewind(toBefore: 3)
        #expect(try await stage.write("three", in: "a").response.body == answers[2])
        #expect(try await stage.conversations(of: "a").count == 3)
    }

    @Test("goes back to the world it began with, and to a snapshot")
    func snapshots() async throws {
        let stage = try SupportSessions.stage()
        try await stage.write("one", in: "a")
        let session = try stage.book.session(SessionName("a"))
        try session.takeSnapshot("one message")
        try await stage.write("two", in: "a")
        try session.restore(snapshot: "one message")
        #expect(try await stage.conversations(of: "a").count == 1)
        session.reset()
        #expect(try await stage.conversations(of: "a").isEmpty)
        let error = #expect(throws: SessionError.self) { try session.restore(snapshot: "none") }
        #expect(error?.description == "there is no snapshot 'none'; use one of one message")
    }

    @Test("goes back to before any request that it remembers")
    func rewind() async throws {
        let stage = try SupportSessions.stage(SessionOptions(journalEntries: 3))
        for text in ["one", "two", "three", "four"] { try await stage.write(text, in: "a") }
        let session = try stage.book.session(SessionName("a"))
        let error = #expect(throws: SessionError.self) { try session.rewind(toBefore: 1) }
        #expect(error?.description.contains("from 2 to 4") == true)
        try session.rewind(toBefore: 3)
        #expect(try await stage.conversations(of: "a").count == 2)
    }

    @Test("can begin with the world of another, which goes on without it")
    func fork() async throws {
        let stage = try SupportSessions.stage()
        try await stage.write("one", in: "a")
        try stage.book.make(SessionName("b"), from: stage.book.existing(SessionName("a")).world)
        try await stage.write("two", in: "a")
        #expect(try await stage.conversations(of: "b").count == 1)
        #expect(throws: SessionError.exists(try SessionName("b"))) { try stage.book.make(SessionName("b")) }
    }

    @Test("makes room for others when nobody has used it for long, but never the default one")
    func expiry() async throws {
        let time = TestTime()
        let stage = try SupportSessions.stage(
            SessionOptions(limit: 3, idleSeconds: 60),
            elapsed: time.elapsed
        )
        try await stage.write("one", in: "a")
        time.advance(milliseconds: 50_000)
        try await stage.write("one", in: "b")
        await #expect(throws: SessionError.tooMany(limit: 3)) { try await stage.write("one", in: "c") }
        time.advance(milliseconds: 20_000)
        try await stage.write("one", in: "c")
        #expect(stage.book.sessions.map(\.name.description) == ["b", "c", "default"])
        #expect(throws: SessionError.standardStays) { try stage.book.delete(.standard) }
    }

    static let selections: [(LambdaRequest, String, String, String)] = [
        (LambdaRequest(method: "GET", path: "/s/ana/chat/send", rawQuery: "a=1"), "ana", "/chat/send", "a=1"),
        (LambdaRequest(method: "GET", path: "/s/ana", rawQuery: ""), "ana", "/", ""),
        (LambdaRequest(method: "GET", path: "/x", rawQuery: "a=%2B&_session=ana&b"), "ana", "/x", "a=%2B&b"),
        (LambdaRequest(method: "GET", path: "/s/first/", rawQuery: "_session=second"), "first", "/", ""),
        (
            LambdaRequest(method: "GET", path: "/", headers: ["x-understudy-session": "ana"]), "ana", "/", ""
        ),
        (
            LambdaRequest(method: "GET", path: "/", headers: ["Cookie": "a=b; understudy-session=ana; c=d"]),
            "ana",
            "/", ""
        ),
        (LambdaRequest(method: "GET", path: "/s/", rawQuery: "_session="), "default", "/s/", ""),
    ]

    @Test("is named by path, header, query or cookie, which the function never sees", arguments: selections)
    func selection(request: LambdaRequest, name: String, path: String, query: String) throws {
        let selection = try SessionSelection(request)
        #expect(selection.name.description == name)
        #expect(selection.request.path == path)
        #expect(selection.request.rawQuery == query)
        #expect(selection.request.headers[SessionSelection.header] == nil)
        #expect(selection.request.headers["Cookie"] == (request.headers["Cookie"] == nil ? nil : "a=b; c=d"))
    }

    @Test(
        "has a name that needs no escaping anywhere",
        arguments: ["a b", "ä", "../x", ".a", "a%20", String(repeating: "a", count: 65)]
    )
    func names(text: String) {
        #expect(throws: SessionError.invalidName(text)) { try SessionName(text) }
    }
}
