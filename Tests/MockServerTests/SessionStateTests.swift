import JSON
import Lambda
import Sessions
import Testing

@Suite("A session's state, over the control API", .timeLimit(.minutes(10)))
struct SessionStateTests {
    @Test("is read, replaced and reset")
    func state() async throws {
        try await MockUnderTest.run { mock async throws in
            func links() async throws -> [JSONValue] {
                let state = try await mock.json("GET /__understudy/state")
                return (state["tables"]?["AffiliateLinks"]?.arrayValue ?? []).compactMap {
                    $0["affiliate_id"]
                }
            }
            let fixture = JSONValue.object(["tables": ["AffiliateLinks": [MockUnderTest.link("sent")]]])
            #expect(try await mock.json("GET /__understudy/health")["status"] == "ok")
            #expect(try await links() == [])
            let sent = try await mock.json("PUT /__understudy/fixture", body: fixture.compactText)
            #expect(sent["success"] == true)
            #expect(try await links() == ["sent"])
            #expect(try await mock.json("POST /__understudy/fixture?name=demo", body: "")["success"] == true)
            #expect(try await links() == ["demo"])
            #expect(
                try await mock.json("DELETE /__understudy/tables/AffiliateLinks?affiliate_id=demo")["success"]
                    == true
            )
            #expect(try await links() == [])
            #expect(try await mock.json("POST /__understudy/reset", body: "")["success"] == true)
            #expect(try await links() == ["demo"], "a reset goes back to the fixture that was loaded last")
        }
    }

    @Test(
        "is unchanged when an invalid fixture is sent",
        arguments: [
            ("", "{"), ("", "[]"), ("?name=none", ""), ("", ""), ("", #"{"tables": []}"#),
            ("", #"{"tables": {"Leads": [{"lead_id": "l"}]}}"#), ("", #"{"clock": 5, "tables": {}}"#),
        ]
    )
    func badFixture(query: String, body: String) async throws {
        try await MockUnderTest.run { mock async throws in
            _ = try await mock.json("POST /__understudy/fixture?name=demo", body: "")
            let before = try await mock.json("GET /__understudy/state")["tables"]
            let answer = try await mock.send("PUT /__understudy/fixture\(query)", body: Array(body.utf8))
            #expect(answer.status == 400)
            #expect(try JSONValue(parsing: answer.body)["error"]?.stringValue?.isEmpty == false)
            #expect(try await mock.json("GET /__understudy/state")["tables"] == before)
        }
    }

    @Test("can be restored to a snapshot, to before any request, and forward again")
    func snapshots() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            func count() async throws -> Int? {
                let list = try await mock.json("GET /s/a/?action=chat/conversations&user_id=ana")
                return list["conversations"]?.arrayValue?.count
            }
            let here = "/__understudy/sessions/a"
            try await mock.write("one", in: "a")
            #expect(
                try await mock.json("POST \(here)/snapshots?name=one%20there", body: "")["success"] == true
            )
            try await mock.write("two", in: "a")
            try await mock.write("three", in: "a")
            #expect(
                try await mock.json("POST \(here)/snapshots/one%20there/restore", body: "")["success"] == true
            )
            #expect(try await count() == 1)
            #expect(try await mock.json("POST \(here)/rewind?before=3", body: "")["success"] == true)
            #expect(try await count() == 2)
            #expect(try await mock.json("POST \(here)/rewind?before=1", body: "")["success"] == true)
            #expect(try await count() == 0)
            #expect(try await mock.json("GET \(here)/snapshots")["snapshots"] == ["one there"])
            #expect(try await mock.json("DELETE \(here)/snapshots/one%20there")["success"] == true)
            #expect(try await mock.send("POST \(here)/snapshots/one%20there/restore", body: []).status == 404)
            #expect(try await mock.send("POST \(here)/rewind?before=99", body: []).status == 404)
            #expect(try await mock.send("POST \(here)/rewind", body: []).status == 400)
        }
    }

    @Test("shows its tables; an item that is put there is served next, one that breaks its record is refused")
    func tables() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            let conversation = try await mock.write("Hello there", in: "a")
            let place = "/__understudy/sessions/a/tables"
            let tables = try await mock.json("GET \(place)")["tables"]?.arrayValue ?? []
            #expect(tables.map { $0["count"] }.contains(1))
            let page = try await mock.json("GET \(place)/Conversations?search=HELLO&limit=1")
            #expect(page["matches"] == 1)
            var item = try #require(page["items"]?.arrayValue?.first?.objectValue)
            #expect(item["conversation_id"] == .string(conversation))
            item["last_message"] = "Edited"
            let put = try await mock.json(
                "PUT \(place)/Conversations",
                body: JSONValue.object(item).compactText
            )
            #expect(put["success"] == true)
            let list = try await mock.json("GET /s/a/?action=chat/conversations&user_id=ana")
            #expect(list["conversations"]?.arrayValue?.first?["last_message"] == "Edited")
            item["unread_user"] = -1
            let refused = try await mock.json(
                "PUT \(place)/Conversations",
                body: JSONValue.object(item).compactText
            )
            #expect(refused["error"]?.stringValue?.contains("/unread_user") == true)
            let unknown = try await mock.json("GET \(place)/Conversation")
            #expect(unknown["error"]?.stringValue?.contains("did you mean 'Conversations'") == true)
            #expect(try await mock.send("DELETE \(place)/Conversations?conversation_id=none").status == 404)
            #expect(try await mock.send("DELETE \(place)/Conversations").status == 400)
        }
    }
}
