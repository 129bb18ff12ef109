import Backend
import JSON
import Tables
import Testing

@Suite("chat/mark-read")
struct MarkReadTests {
    @Test(
        "reads every message and sets the reader's counter to zero, nothing else",
        arguments: ["admin", "user"]
    )
    func reads(reader: String) async throws {
        let world = World()
        let conversation = try await world.open()
        await world.reply("a", in: conversation)
        let before = try #require(try await world.conversation(conversation))
        world.time.advance(by: 9_000)
        let answer = await world.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": .string(reader)]
        )
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        var expected = before
        expected["unread_\(reader)"] = 0
        #expect(try await world.conversation(conversation) == expected)
        #expect(await world.messages(conversation).allSatisfy { $0["is_read"] == true })
    }

    @Test("reads any number of messages", arguments: [1, 99, 100, 101, 250])
    func many(count: Int) async throws {
        let world = World()
        let conversation = try await world.open()
        for number in 1..<count { await world.say("\(number)", in: conversation) }
        _ = await world.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "admin"]
        )
        let messages = await world.messages(conversation)
        #expect(messages.count == max(count, 1))
        #expect(messages.allSatisfy { $0["is_read"] == true })
        #expect(try await world.conversation(conversation)?["unread_admin"] == 0)
    }

    @Test("reads more megabytes than a transaction takes")
    func large() async throws {
        let world = World()
        let conversation = try await world.open()
        for _ in 0..<14 { await world.say(String(repeating: "x", count: 390_000), in: conversation) }
        let answer = await world.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "admin"]
        )
        #expect(answer.status == 200)
        let messages = try await world.store.allItems(
            Query("Messages", partition: .string(conversation), filter: .equals("is_read", true))
        )
        #expect(messages.count == 15)
    }

    @Test("forgets no message that comes in meanwhile", .timeLimit(.minutes(10)), arguments: 0..<5)
    func concurrent(round: Int) async throws {
        let world = World()
        let conversation = try await world.open()
        for number in 0..<120 { await world.say("\(number)", in: conversation) }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { await world.say("late \(number)", in: conversation) }
                if number % 10 == 0 {
                    group.addTask {
                        let answer = await world.post(
                            "chat/mark-read",
                            ["conversation_id": .string(conversation), "reader_type": "admin"]
                        )
                        #expect(answer.status == 200)
                    }
                }
            }
        }
        let messages = await world.messages(conversation)
        let unread = messages.count { $0["is_read"] == false }
        #expect(messages.count == 221)
        // Some may have been marked by a reader whose counting came to nothing; none may be lost.
        let counter = try #require(try await world.conversation(conversation)?["unread_admin"]?.intValue)
        #expect(counter >= unread)
        _ = await world.post(
            "chat/mark-read",
            ["conversation_id": .string(conversation), "reader_type": "admin"]
        )
        #expect(try await world.conversation(conversation)?["unread_admin"] == 0)
        #expect(await world.messages(conversation).allSatisfy { $0["is_read"] == true })
    }

    @Test("writes nothing the second time")
    func again() async throws {
        let world = World()
        let conversation = try await world.open()
        let arguments: JSONObject = ["conversation_id": .string(conversation), "reader_type": "admin"]
        _ = await world.post("chat/mark-read", arguments)
        let before = world.everything
        #expect(await world.post("chat/mark-read", arguments).status == 200)
        #expect(world.everything == before)
    }

    static let refusals: [(JSONObject, Int)] = [
        (["conversation_id": "unknown", "reader_type": "user"], 404), (["reader_type": "user"], 400),
        (["conversation_id": "unknown"], 400), (["conversation_id": "unknown", "reader_type": "User"], 400),
        (["conversation_id": "unknown", "reader_type": 1], 400),
        (["conversation_id": "", "reader_type": "user"], 400),
    ]

    @Test("refuses what it cannot do, and makes no phantom", arguments: refusals)
    func refuses(arguments: JSONObject, status: Int) async throws {
        let world = World()
        #expect(await world.post("chat/mark-read", arguments).status == status)
        #expect(world.everything == World().everything)
    }
}
