import Backend
import JSON
import Testing

@Suite("chat/close")
struct CloseTests {
    @Test("closes, and everything counts as read", arguments: [1, 120])
    func closes(count: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        for number in 1..<count { await service.say("\(number)", in: conversation) }
        await service.reply("a", in: conversation)
        service.time.advance(by: 60_000)
        let answer = await service.post("chat/close", ["conversation_id": .string(conversation)])
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        let item = try #require(try await service.conversation(conversation))
        #expect(item["status"] == "closed")
        #expect(item["updated_at"]?.intValue == TestService.start + 60_000)
        #expect(item["unread_admin"] == 0)
        #expect(item["unread_user"] == 0)
        #expect(item["last_message"] == "a")
        #expect(await service.messages(conversation).allSatisfy { $0["is_read"] == true })
    }

    @Test("changes nothing the second time")
    func twice() async throws {
        let service = TestService()
        let conversation = try await service.open()
        _ = await service.post("chat/close", ["conversation_id": .string(conversation)])
        let before = service.everything
        service.time.advance(by: 60_000)
        #expect(await service.post("chat/close", ["conversation_id": .string(conversation)]).status == 200)
        #expect(service.everything == before)
    }

    @Test("never decreases updated_at")
    func clockBack() async throws {
        let service = TestService()
        let conversation = try await service.open()
        service.time.advance(by: -60_000)
        _ = await service.post("chat/close", ["conversation_id": .string(conversation)])
        #expect(try await service.conversation(conversation)?["updated_at"]?.intValue == TestService.start)
    }

    @Test("leaves a conversation that can be marked read")
    func markRead() async throws {
        let service = TestService()
        let conversation = try await service.open()
        _ = await service.post("chat/close", ["conversation_id": .string(conversation)])
        let answer = await service.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "user"]
        )
        #expect(answer.status == 200)
    }

    @Test("rejects an unknown conversation without creating records")
    func unknown() async {
        let service = TestService()
        #expect(await service.post("chat/close", ["conversation_id": "unknown"]).status == 404)
        #expect(await service.post("chat/close", [:]).status == 400)
        #expect(service.everything == TestService().everything)
    }

    @Test("while others send leaves no message after the end", .timeLimit(.minutes(10)))
    func concurrent() async throws {
        let service = TestService()
        let conversation = try await service.open()
        let taken = await withTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
                group.addTask { await service.say("\(number)", in: conversation).status == 200 ? 1 : 0 }
                if number == 50 {
                    group.addTask {
                        #expect(
                            await service.post("chat/close", ["conversation_id": .string(conversation)])
                                .status
                                == 200
                        )
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        let item = try #require(try await service.conversation(conversation))
        #expect(item["status"] == "closed")
        #expect(item["unread_admin"] == 0)
        let messages = await service.messages(conversation)
        #expect(messages.count == taken + 1)
        #expect(messages.allSatisfy { $0["is_read"] == true })
    }
}
