import Backend
import JSON
import Testing

@Suite("chat/close")
struct CloseTests {
    @Test("closes, and everything counts as read", arguments: [1, 120])
    func closes(count: Int) async throws {
        let world = World()
        let conversation = try await world.open()
        for number in 1..<count { await world.say("\(number)", in: conversation) }
        await world.reply("a", in: conversation)
        world.time.advance(by: 60_000)
        let answer = await world.post("chat/close", ["conversation_id": .string(conversation)])
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        let item = try #require(try await world.conversation(conversation))
        #expect(item["status"] == "closed")
        #expect(item["updated_at"]?.intValue == World.start + 60_000)
        #expect(item["unread_admin"] == 0)
        #expect(item["unread_user"] == 0)
        #expect(item["last_message"] == "a")
        #expect(await world.messages(conversation).allSatisfy { $0["is_read"] == true })
    }

    @Test("changes nothing the second time")
    func twice() async throws {
        let world = World()
        let conversation = try await world.open()
        _ = await world.post("chat/close", ["conversation_id": .string(conversation)])
        let before = world.everything
        world.time.advance(by: 60_000)
        #expect(await world.post("chat/close", ["conversation_id": .string(conversation)]).status == 200)
        #expect(world.everything == before)
    }

    @Test("never puts updated_at back")
    func clockBack() async throws {
        let world = World()
        let conversation = try await world.open()
        world.time.advance(by: -60_000)
        _ = await world.post("chat/close", ["conversation_id": .string(conversation)])
        #expect(try await world.conversation(conversation)?["updated_at"]?.intValue == World.start)
    }

    @Test("leaves a conversation that can be marked read")
    func markRead() async throws {
        let world = World()
        let conversation = try await world.open()
        _ = await world.post("chat/close", ["conversation_id": .string(conversation)])
        let answer = await world.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "user"]
        )
        #expect(answer.status == 200)
    }

    @Test("refuses an unknown conversation and makes no phantom")
    func unknown() async {
        let world = World()
        #expect(await world.post("chat/close", ["conversation_id": "unknown"]).status == 404)
        #expect(await world.post("chat/close", [:]).status == 400)
        #expect(world.everything == World().everything)
    }

    @Test("while others send leaves no message after the end", .timeLimit(.minutes(10)))
    func concurrent() async throws {
        let world = World()
        let conversation = try await world.open()
        let taken = await withTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
                group.addTask { await world.say("\(number)", in: conversation).status == 200 ? 1 : 0 }
                if number == 50 {
                    group.addTask {
                        #expect(
                            await world.post("chat/close", ["conversation_id": .string(conversation)]).status
                                == 200
                        )
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        let item = try #require(try await world.conversation(conversation))
        #expect(item["status"] == "closed")
        #expect(item["unread_admin"] == 0)
        let messages = await world.messages(conversation)
        #expect(messages.count == taken + 1)
        #expect(messages.allSatisfy { $0["is_read"] == true })
    }
}
