import Backend
import JSON
import Testing

@Suite("chat/reply")
struct ReplyTests {
    @Test("adds the admin's message and counts it for the user")
    func adds() async throws {
        let service = TestService()
        let conversation = try await service.open()
        service.time.advance(by: 1_000)
        let answer = await service.reply("How can I help?", in: conversation)
        #expect(answer.status == 200)
        #expect(answer.body["message_id"]?.stringValue?.isEmpty == false)
        let item = try #require(try await service.conversation(conversation))
        #expect(item["unread_user"] == 1)
        #expect(item["unread_admin"] == 1)
        #expect(item["last_message"] == "How can I help?")
        #expect(item["updated_at"]?.intValue == TestService.start + 1_000)
        let message = try #require(await service.messages(conversation).last)
        #expect(message["sender_type"] == "admin")
        #expect(message["sender_id"] == "admin")
        #expect(message["is_read"] == false)
    }

    static let refusals: [(JSONObject, Int)] = [
        (["conversation_id": "unknown"], 404), (["conversation_id": nil], 400),
        (["conversation_id": ""], 400),
        (["admin_id": nil], 400), (["admin_id": ""], 400), (["message": " "], 400), (["message": nil], 400),
        (["message": .string(String(repeating: "x", count: 400_001))], 413),
    ]

    @Test("rejects invalid requests without creating records", arguments: refusals)
    func refuses(change: JSONObject, status: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        let before = service.everything
        var arguments: JSONObject = [
            "conversation_id": .string(conversation), "admin_id": "admin", "message": "m",
        ]
        for member in change { arguments[member.name] = member.value }
        #expect(await service.post("chat/reply", arguments).status == status)
        #expect(service.everything == before)
    }
}
