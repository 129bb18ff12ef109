import Backend
import JSON
import Lambda
import Testing

@Suite("A poller")
struct PollingTests {
    @Test("gets only what is newer than since")
    func since() async throws {
        let service = TestService()
        let conversation = try await service.open("0")
        for number in 1..<5 { await service.say("\(number)", in: conversation) }
        for since in -1...5 {
            let moment = TestService.start + since
            let list = await service.get(
                "chat/messages",
                ["conversation_id": conversation, "since": "\(moment)"]
            ).list("messages")
            #expect(
                list.map { $0["created_at"]?.intValue }
                    == (TestService.start..<TestService.start + 5).filter { $0 > moment }
            )
        }
    }

    @Test("can page through what is newer")
    func sinceWithLimit() async throws {
        let service = TestService()
        let conversation = try await service.open("0")
        for number in 1..<8 { await service.say("\(number)", in: conversation) }
        var parameters = ["conversation_id": conversation, "since": "\(TestService.start + 1)", "limit": "4"]
        let newest = await service.get("chat/messages", parameters)
        #expect(newest.list("messages").map { $0["message_text"] } == ["4", "5", "6", "7"])
        parameters["cursor"] = try newest.text("next_cursor")
        let older = await service.get("chat/messages", parameters)
        #expect(older.list("messages").map { $0["message_text"] } == ["2", "3"])
        #expect(older.body["next_cursor"] == nil)
    }

    @Test(
        "gets 400 for an invalid since",
        arguments: ["x", "1.5", "1e3", " 1", "-", "99999999999999999999999"]
    )
    func badSince(since: String) async {
        #expect(
            await TestService().get("chat/messages", ["conversation_id": "c", "since": since]).status == 400
        )
    }

    static let fields: [@Sendable (String) -> String] = [
        { $0 }, { "W/" + $0 }, { "\"other\", " + $0 }, { "\"a\",\t\($0) , \"b\"" }, { _ in "*" },
    ]

    @Test("gets 304 and no body when nothing has changed", arguments: fields.indices)
    func notModified(index: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        let query = "action=chat/messages&conversation_id=\(conversation)"
        let first = await service.send(LambdaRequest(method: "GET", rawQuery: query))
        let tag = try #require(first.headers["ETag"])
        #expect(tag.wholeMatch(of: /"[0-9a-f]{32}"/) != nil)
        let headers: HeaderFields = ["if-none-match": Self.fields[index](tag)]
        let second = await service.send(LambdaRequest(method: "GET", rawQuery: query, headers: headers))
        #expect(second.status == 304)
        #expect(second.bytes.isEmpty)
        #expect(second.headers["ETag"] == tag)
        #expect(second.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        await service.say("new", in: conversation)
        guard Self.fields[index](tag) != "*" else { return }
        let third = await service.send(LambdaRequest(method: "GET", rawQuery: query, headers: headers))
        #expect(third.status == 200)
        #expect(third.headers["ETag"] != tag)
    }

    @Test("gets the answer when it names another tag", arguments: ["\"x\"", "", "garbage", "\"\"", ","])
    func otherTag(field: String) async {
        let answer = await TestService().send(
            LambdaRequest(method: "GET", rawQuery: "action=admin/leads", headers: ["If-None-Match": field])
        )
        #expect(answer.status == 200)
    }

    @Test("gets no tag for a failure or a write")
    func noTag() async throws {
        let service = TestService()
        #expect(await service.get("chat/messages").headers["ETag"] == nil)
        #expect(await service.say("x", in: "no").headers["ETag"] == nil)
    }
}

@Suite("Time to live")
struct TimeToLiveTests {
    @Test("is off by default")
    func off() async throws {
        let service = TestService()
        _ = try await service.open()
        #expect(!service.everything.compactText.contains("expires_at"))
    }

    @Test("gives messages two years and leads three, in seconds, and does not show")
    func on() async throws {
        let service = TestService(options: .init(timeToLive: true))
        let conversation = try await service.open()
        let lead = try await service.lead(through: try await service.link())
        let message = service.everything["tables"]?["Messages"]?.arrayValue?.first
        #expect(message?["expires_at"]?.intValue == TestService.start / 1_000 + 63_072_000)
        #expect(
            try await service.lead(lead)?["expires_at"]?.intValue == TestService.start / 1_000 + 94_608_000
        )
        #expect(try await service.conversation(conversation)?["expires_at"] == nil)
        #expect(await service.messages(conversation).first?["expires_at"] == nil)
        #expect(await service.get("admin/leads").list("leads").first?["expires_at"] == nil)
    }
}
