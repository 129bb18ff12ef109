import Backend
import JSON
import Tables
import Testing

@Suite("chat/mark-read")
struct MarkReadTests {
    @Test(
        "marks every message and resets the reader's counter, and changes nothing else",
        arguments: ["admin", "user"]
    )
    func reads(reader: String) async throws {
        let service = TestService()
        let conversation = try await service.open()
        await service.reply("a", in: conversation)
        let before = try #require(try await service.conversation(conversation))
        service.time.advance(by: 9_000)
        let answer = await service.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": .string(reader)]
        )
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        var expected = before
        expected["unread_\(reader)"] = 0
        #expect(try await service.conversation(conversation) == expected)
        #expect(await service.messages(conversation).allSatisfy { $0["is_read"] == true })
    }

    @Test("marks any number of messages", arguments: [1, 99, 100, 101, 250])
    func many(count: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        for number in 1..<count { await service.say("\(number)", in: conversation) }
        _ = await service.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "admin"]
        )
        let messages = await service.messages(conversation)
        #expect(messages.count == max(count, 1))
        #expect(messages.allSatisfy { $0["is_read"] == true })
        #expect(try await service.conversation(conversation)?["unread_admin"] == 0)
    }

    @Test("marks more megabytes of messages than a transaction can contain")
    func large() async throws {
        let service = TestService()
        let conversation = try await service.open()
        for _ in 0..<14 { await service.say(String(repeating: "x", count: 390_000), in: conversation) }
        let answer = await service.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "admin"]
        )
        #expect(answer.status == 200)
        let messages = try await service.store.allItems(
            Query("Messages", partition: .string(conversation), filter: .equals("is_read", true))
        )
        #expect(messages.count == 15)
    }

    @Test("misses no message that arrives meanwhile", .timeLimit(.minutes(10)), arguments: 0..<5)
    func concurrent(round: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        for number in 0..<120 { await service.say("\(number)", in: conversation) }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { await service.say("late \(number)", in: conversation) }
                if number % 10 == 0 {
                    group.addTask {
                        let answer = await service.post(
                            "chat/mark-read",
                            ["conversation_id": .string(conversation), "reader_type": "admin"]
                        )
                        #expect(answer.status == 200)
                    }
                }
            }
        }
        let messages = await service.messages(conversation)
        let unread = messages.count { $0["is_read"] == false }
        #expect(messages.count == 221)
        // Some may have been marked by a reader whose transaction then failed; none may be lost.
        let counter = try #require(try await service.conversation(conversation)?["unread_admin"]?.intValue)
        #expect(counter >= unread)
        _ = await service.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "admin"]
        )
        #expect(try await service.conversation(conversation)?["unread_admin"] == 0)
        #expect(await service.messages(conversation).allSatisfy { $0["is_read"] == true })
    }

    @Test("writes nothing the second time")
    func again() async throws {
        let service = TestService()
        let conversation = try await service.open()
        let arguments: JSONObject = ["conversation_id": .string(conversation), "reader_type": "admin"]
        _ = await service.post("chat/mark-read", arguments)
        let before = service.everything
        #expect(await service.post("chat/mark-read", arguments).status == 200)
        #expect(service.everything == before)
    }

    static let refusals: [(JSONObject, Int)] = [
        (["conversation_id": "unknown", "reader_type": "user"], 404), (["reader_type": "user"], 400),
        (["conversation_id": "unknown"], 400), (["conversation_id": "unknown", "reader_type": "User"], 400),
        (["conversation_id": "unknown", "reader_type": 1], 400),
        (["conversation_id": "", "reader_type": "user"], 400),
    ]

    @Test("rejects invalid requests without creating records", arguments: refusals)
    func refuses(arguments: JSONObject, status: Int) async throws {
        let service = TestService()
        #expect(await service.post("chat/mark-read", arguments).status == status)
        #expect(service.everything == TestService().everything)
    }
}
