import JSON
import Sessions
import Testing

@Suite("A mock's journal as a file", .timeLimit(.minutes(10)))
struct JournalExportTests {
    @Test("is a HAR of its session's requests, with URLs that can be requested again")
    func archive() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            try await mock.write("Hello", in: "ana")
            try await mock.write("Elsewhere", in: "bo")
            let answer = try await mock.send("GET /__understudy/sessions/ana/journal/har")
            #expect(answer.status == 200)
            #expect(answer.values("Content-Type") == ["application/json"])
            #expect(answer.values("Content-Disposition") == ["attachment; filename=\"ana.har\""])
            let entries = try JSONValue(parsing: answer.body)["log"]?["entries"]?.arrayValue
            #expect(entries?.count == 1)
            let url = entries?.first?["request"]?["url"]?.stringValue
            #expect(url?.hasPrefix("http://127.0.0.1/s/ana/") == true)
            #expect(entries?.first?["_understudy"]?["action"] == "chat/send")
            let wrong = try await mock.send("POST /__understudy/journal/har", body: [])
            #expect(wrong.status == 405)
            #expect(wrong.values("Allow") == ["GET"])
        }
    }

    @Test("is a scenario file with the requested name, once there is a request to record")
    func scenario() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            let nothing = try await mock.send("GET /__understudy/sessions/ana/journal/scenario")
            #expect(nothing.status == 404)
            try await mock.write("Hello", in: "ana")
            let answer = try await mock.send(
                "GET /__understudy/sessions/ana/journal/scenario?name=Clicked%20%22once%22"
            )
            #expect(answer.status == 200)
            #expect(
                answer.values("Content-Disposition") == ["attachment; filename=\"clicked--once-.json\""]
            )
            let file = try JSONValue(parsing: answer.body)
            #expect(file["scenario"] == "Clicked \"once\"")
            #expect(file["steps"]?.arrayValue?.map { $0["action"] } == ["chat/send"])
            #expect(answer.body.contains("\n  \"steps\""), "for people, too")
            let item =
                #"{"conversation_id": "c", "user_id": "u", "store_url": "s", "status": "open", "#
                + #""created_at": 1767225600000, "updated_at": 1767225600000, "last_message": "m", "#
                + #""unread_admin": 0, "unread_user": 0}"#
            let edit = try await mock.send(
                "PUT /__understudy/sessions/ana/tables/Conversations",
                body: Array(item.utf8)
            )
            #expect(edit.status == 200)
            let edited = try await mock.send("GET /__understudy/sessions/ana/journal/scenario")
            #expect(edited.status == 404, "a story begins after an edit by hand")
        }
    }
}
