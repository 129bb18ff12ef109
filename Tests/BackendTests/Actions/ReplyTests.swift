import Backend
import JSON
import Testing

@Suite("chat/reply")
struct ReplyTests {
    @Test("adds the admin's message and counts it for the user")
    func adds() async throws {
        let world = World()
        let conversation = try await world.open()
        world.time.advance(by: 1_000)
        let answer = await world.reply("How can I help?", in: conversation)
        #expect(answer.status == 200)
        #expect(answer.body["message_id"]?.stringValue?.isEmpty == false)
        let item = try #require(try await world.conversation(conversation))
        #expect(item["unread_user"] == 1)
        #expect(item["unread_admin"] == 1)
        #expect(item["last_message"] == "How can I help?")
        #expect(item["updated_at"]?.intValue == World.start + 1_000)
        let message = try #require(await world.messages(conversation).last)
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

    @Test("refuses what it cannot do, and makes no phantom", arguments: refusals)
    func refuses(change: JSONObject, status: Int) async throws {
        let world = World()
        let conversation = try await world.open()
        let before = world.everything
        var arguments: JSONObject = [
            "conversation_id": .string(conversation), "admin_id": "admin", "message": "m",
        ]
        for member in change { arguments[member.name] = member.value }
        #expect(await world.post("chat/reply", arguments).status == status)
        #expect(world.everything == before)
    }
}
