import JSON
import Lambda
import Sessions
import Tables
import Testing

@Suite("A session")
struct SessionTests {
    @Test("does not show writes of another session")
    func isolation() async throws {
        let pipeline = try SupportSessions.pipeline()
        try await pipeline.write("one", in: "a")
        try await pipeline.write("two", in: "b")
        try await pipeline.write("three", in: "b")
        #expect(try await pipeline.conversations(of: "a").count == 1)
        #expect(try await pipeline.conversations(of: "b").count == 2)
        #expect(try await pipeline.conversations(of: "c").isEmpty)
        #expect(pipeline.registry.sessions.map(\.name.description) == ["a", "b", "c", "default"])
    }

    @Test("with a seed gives the same answers as any other to the same requests, ids and times included")
    func seeded() async throws {
        let pipeline = try SupportSessions.pipeline(SessionOptions(seed: 7))
        var answers: [[UInt8]] = []
        for session in ["a", "b"] {
            for text in ["one", "two"] {
                answers.append(try await pipeline.write(text, in: session).response.body)
            }
            answers.append(
                try await pipeline.get("action=chat/conversations&user_id=ana", of: session).response.body
            )
        }
        #expect(answers[0..<3] == answers[3...])
        let other = try SupportSessions.pipeline(SessionOptions(seed: 8))
        #expect(try await other.write("one", in: "a").response.body != answers[0])
    }

    @Test("with a seed creates the same records, however many reads are in between")
    func polling() async throws {
        let pipeline = try SupportSessions.pipeline(SessionOptions(seed: 7))
        for (session, polls) in [("a", 1), ("b", 5)] {
            for text in ["one", "two"] {
                try await pipeline.write(text, in: session)
                for _ in 0..<polls { _ = try await pipeline.conversations(of: session) }
            }
        }
        #expect(try await pipeline.conversations(of: "a") == pipeline.conversations(of: "b"))
    }

    @Test("with a seed draws no id twice after a rewind, and the same ids again after a reset")
    func seededRewind() async throws {
        let pipeline = try SupportSessions.pipeline(SessionOptions(seed: 7))
        var answers: [[UInt8]] = []
        for text in ["one", "two", "three"] {
            answers.append(try await pipeline.write(text, in: "a").response.body)
        }
        try pipeline.registry.existing(SessionName("a")).rewind(toBefore: 3)
        #expect(try await pipeline.write("three", in: "a").response.body == answers[2])
        #expect(try await pipeline.conversations(of: "a").count == 3)
    }

    @Test("can be reset to its initial state and restored to a snapshot")
    func snapshots() async throws {
        let pipeline = try SupportSessions.pipeline()
        try await pipeline.write("one", in: "a")
        let session = try pipeline.registry.session(SessionName("a"))
        try session.takeSnapshot("one message")
        try await pipeline.write("two", in: "a")
        try session.restore(snapshot: "one message")
        #expect(try await pipeline.conversations(of: "a").count == 1)
        try session.reset()
        #expect(try await pipeline.conversations(of: "a").isEmpty)
        let error = #expect(throws: SessionError.self) { try session.restore(snapshot: "none") }
        #expect(error?.description == "there is no snapshot 'none'; use one of one message")
    }

    @Test("can be rewound to before any request with a checkpoint")
    func rewind() async throws {
        let pipeline = try SupportSessions.pipeline(SessionOptions(journalEntries: 3))
        for text in ["one", "two", "three", "four"] { try await pipeline.write(text, in: "a") }
        let session = try pipeline.registry.session(SessionName("a"))
        let error = #expect(throws: SessionError.self) { try session.rewind(toBefore: 1) }
        #expect(error?.description.contains("from 2 to 4") == true)
        try session.rewind(toBefore: 3)
        #expect(try await pipeline.conversations(of: "a").count == 2)
    }

    @Test("can be rewound over hundreds of writes, and forth again")
    func rewindFar() async throws {
        let pipeline = try SupportSessions.pipeline(SessionOptions(journalEntries: 300))
        let session = try pipeline.registry.session(SessionName("a"))
        func records() throws -> Int {
            let tables = session.snapshot.tables
            return try tables.definitions.reduce(0) { try $0 + tables.count(of: $1.name) }
        }
        var before: [Int] = []
        for number in 1...400 {
            before.append(try records())
            try await pipeline.write("message \(number)", in: "a")
        }
        for number in [101, 350, 102, 400] {
            try session.rewind(toBefore: number)
            #expect(try records() == before[number - 1])
        }
    }

    @Test("can start from another session's state, independently of it")
    func fork() async throws {
        let pipeline = try SupportSessions.pipeline()
        try await pipeline.write("one", in: "a")
        try pipeline.registry.make(
            SessionName("b"),
            from: pipeline.registry.existing(SessionName("a")).snapshot
        )
        try await pipeline.write("two", in: "a")
        #expect(try await pipeline.conversations(of: "b").count == 1)
        #expect(throws: SessionError.exists(try SessionName("b"))) {
            try pipeline.registry.make(SessionName("b"))
        }
    }

    @Test("is deleted for a new one when it has been idle for long, unless it is the default one")
    func expiry() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(
            SessionOptions(limit: 3, idleSeconds: 60),
            elapsed: time.elapsed
        )
        try await pipeline.write("one", in: "a")
        time.advance(milliseconds: 50_000)
        try await pipeline.write("one", in: "b")
        await #expect(throws: SessionError.tooMany(limit: 3)) { try await pipeline.write("one", in: "c") }
        time.advance(milliseconds: 20_000)
        try await pipeline.write("one", in: "c")
        #expect(pipeline.registry.sessions.map(\.name.description) == ["b", "c", "default"])
        #expect(throws: SessionError.standardStays) { try pipeline.registry.delete(.standard) }
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

    @Test(
        "is selected by path, header, query or cookie, which the function never sees",
        arguments: selections
    )
    func selection(request: LambdaRequest, name: String, path: String, query: String) throws {
        let selection = try SessionSelection(request)
        #expect(selection.name.description == name)
        #expect(selection.request.path == path)
        #expect(selection.request.rawQuery == query)
        #expect(selection.request.headers[SessionSelection.header] == nil)
        #expect(selection.request.headers["Cookie"] == (request.headers["Cookie"] == nil ? nil : "a=b; c=d"))
    }

    @Test(
        "has a name that needs no escaping",
        arguments: ["a b", "ä", "../x", ".a", "a%20", String(repeating: "a", count: 65)]
    )
    func names(text: String) {
        #expect(throws: SessionError.invalidName(text)) { try SessionName(text) }
    }
}
