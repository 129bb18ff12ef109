import JSON
import Lambda
import Sessions
import Testing

@Suite("A session's change streams, over the control API", .timeLimit(.minutes(5)))
struct StreamResourceTests {
    @Test("are listed, and have the changes of each table of the session")
    func records() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            let streams = try await mock.json("GET /s/a/__understudy/streams")["streams"]?.arrayValue
            #expect(streams?.count == 4)
            #expect(streams?.first == ["table": "AffiliateLinks", "viewType": "NEW_AND_OLD_IMAGES"])
            try await mock.write("one", in: "a")
            try await mock.write("two", in: "a")
            let messages = try await mock.json("GET /s/a/__understudy/streams/Messages")
            let records = messages["records"]?.arrayValue ?? []
            let texts = records.map { $0["dynamodb"]?["NewImage"]?["message_text"]?["S"] }
            #expect(texts == ["one", "two"])
            #expect(records.allSatisfy { $0["eventName"] == "INSERT" })
            let last = try #require(messages["last"]?.intValue)
            let rest = try await mock.json("GET /s/a/__understudy/streams/Messages?after=\(last)")
            #expect(rest == ["records": [], "last": .number(JSONNumber(last))])
            let first = try await mock.json("GET /s/a/__understudy/streams/Messages?limit=1")
            #expect(first["records"]?.arrayValue?.count == 1)
            #expect(try await mock.send("GET /s/a/__understudy/streams/Messages?after=99").status == 410)
            #expect(try await mock.send("GET /s/a/__understudy/streams/None").status == 404)
            #expect(try await mock.send("POST /s/a/__understudy/streams/Messages", body: []).status == 405)
            let other = try await mock.json("GET /s/b/__understudy/streams/Messages")
            #expect(other["records"] == [])
        }
    }

    @Test("have expired records as soon as the clock has passed their time")
    func expired() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            try await mock.write("one", in: "a")
            let state = try await mock.json("GET /s/a/__understudy/state")
            var message = try #require(state["tables"]?["Messages"]?.arrayValue?.first?.objectValue)
            message["expires_at"] = 1_767_229_200
            let put = try await mock.send(
                "PUT /s/a/__understudy/tables/Messages",
                body: JSONValue.object(message).serialized()
            )
            #expect(put.status == 200)
            _ = try await mock.json("POST /s/a/__understudy/clock", body: #"{"set": "2026-01-01T01:00:00Z"}"#)
            let table = try await mock.json("GET /s/a/__understudy/tables/Messages")
            #expect(table["matches"] == 0)
            let stream = try await mock.json("GET /s/a/__understudy/streams/Messages")
            let records = stream["records"]?.arrayValue ?? []
            #expect(records.map { $0["eventName"] } == ["INSERT", "MODIFY", "REMOVE"])
            #expect(records.last?["userIdentity"]?["type"] == "Service")
        }
    }
}
