import JSON
import Sessions
import Testing

@Suite("A mock's journal as a file", .timeLimit(.minutes(10)))
struct JournalExportTests {
    @Test("is a HAR of what its session was asked, with the URL at which it can be asked again")
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
}
