import Backend
import JSON
import Testing

@Suite("chat/send")
struct SendMessageTests {
    @Test("opens a conversation with its first message")
    func opens() async throws {
        let service = TestService()
        let conversation = try await service.open("Hello")
        #expect(
            try await service.conversation(conversation) == [
                "conversation_id": .string(conversation), "user_id": "user",
                "store_url": "https://shop.example.com", "status": "open",
                "created_at": .number(JSONNumber(TestService.start)),
                "updated_at": .number(JSONNumber(TestService.start)),
                "last_message": "Hello", "unread_admin": 1, "unread_user": 0,
            ]
        )
        let message = try #require(await service.messages(conversation).first)
        #expect(message["conversation_id"] == .string(conversation))
        #expect(message["sender_id"] == "user")
        #expect(message["sender_type"] == "user")
        #expect(message["message_text"] == "Hello")
        #expect(message["created_at"] == .number(JSONNumber(TestService.start)))
        #expect(message["is_read"] == false)
        #expect(message["message_id"]?.stringValue?.utf8.count == 36)
    }

    @Test("opens one for a null conversation_id too")
    func null() async {
        let service = TestService()
        let answer = await service.post(
            "chat/send",
            ["user_id": "u", "store_url": "s", "message": "m", "conversation_id": nil, "enable_ai": true]
        )
        #expect(answer.status == 200)
        #expect(answer.body["success"] == true)
        #expect(answer.body["message_id"]?.stringValue?.isEmpty == false)
    }

    @Test("adds to a conversation: message, time, last message, counter")
    func adds() async throws {
        let service = TestService()
        let conversation = try await service.open()
        service.time.advance(by: 5_000)
        let answer = await service.say(" more ", in: conversation)
        #expect(answer.status == 200)
        #expect(answer.body["conversation_id"] == .string(conversation))
        let item = try #require(try await service.conversation(conversation))
        #expect(item["updated_at"]?.intValue == TestService.start + 5_000)
        #expect(item["created_at"]?.intValue == TestService.start)
        #expect(item["last_message"] == " more ")
        #expect(item["unread_admin"] == 2)
        #expect(item["unread_user"] == 0)
        #expect(await service.messages(conversation).map { $0["message_text"] } == ["Hi", " more "])
    }

    @Test("keeps messages in order when the clock is frozen or goes back")
    func order() async throws {
        let service = TestService()
        let conversation = try await service.open("0")
        for number in 1...20 {
            if number == 10 { service.time.advance(by: -60_000) }
            await service.say("\(number)", in: conversation)
        }
        #expect(
            await service.messages(conversation).map { $0["message_text"] }
                == (0...20).map { .string("\($0)") }
        )
        let item = try #require(try await service.conversation(conversation))
        #expect(item["last_message"] == "20")
        #expect(item["updated_at"] == (await service.messages(conversation).last?["created_at"]))
    }

    @Test("stores every one of many concurrent messages, and counts each", .timeLimit(.minutes(10)))
    func concurrent() async throws {
        let service = TestService()
        let conversation = try await service.open("first")
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let answer = await service.say("\(number)", in: conversation)
                    #expect(answer.status == 200)
                }
            }
        }
        let messages = await service.messages(conversation)
        let item = try #require(try await service.conversation(conversation))
        #expect(Set(messages.compactMap { $0["message_text"]?.stringValue }).count == 101)
        #expect(item["unread_admin"] == 101)
        #expect(item["last_message"] == messages.last?["message_text"])
        #expect(item["updated_at"] == messages.last?["created_at"])
        #expect(Set(messages.compactMap { $0["created_at"]?.intValue }).count == 101)
    }

    @Test(
        "returns every text exactly",
        arguments: ["\0", "  x\t\n", "é e\u{301} 👩‍👩‍👧 ع \u{10FFFF}", "<&]]>\"\\/", "\r\n."]
    )
    func exactly(text: String) async throws {
        let service = TestService()
        let conversation = try await service.open(text)
        #expect(await service.messages(conversation).first?["message_text"] == .string(text))
        #expect(try await service.conversation(conversation)?["last_message"] == .string(text))
    }

    @Test("accepts 390,000 bytes")
    func long() async throws {
        let service = TestService()
        let text = String(repeating: "é", count: 195_000)
        let conversation = try await service.open(text)
        #expect(await service.messages(conversation).first?["message_text"] == .string(text))
        #expect(
            try await service.conversation(conversation)?["last_message"]
                == .string(String(repeating: "é", count: 100))
        )
    }

    @Test(
        "rejects more than 400,000 bytes and stores nothing",
        arguments: [400_001, 409_500, 500_000]
    )
    func tooLong(count: Int) async throws {
        let service = TestService()
        let text = JSONValue.string(String(repeating: "x", count: count))
        let conversation = try await service.open()
        let before = service.everything
        for identifier in [nil, JSONValue.string(conversation)] {
            let answer = await service.post(
                "chat/send",
                [
                    "user_id": "user", "store_url": "s", "message": text,
                    "conversation_id": identifier,
                ]
            )
            #expect(answer.status == 413)
        }
        #expect(service.everything == before)
    }

    static let refusals: [(JSONObject, Int)] = [
        (["user_id": nil], 400), (["user_id": ""], 400), (["user_id": 1], 400), (["user_id": ["a"]], 400),
        (["user_id": .string(String(repeating: "x", count: 129))], 400),
        (["store_url": nil], 400), (["store_url": ""], 400), (["store_url": false], 400),
        (["message": nil], 400), (["message": ""], 400), (["message": 3], 400), (["message": ["a": 1]], 400),
        (["message": " \t\n\u{3000}"], 400),
        (["conversation_id": ""], 400), (["conversation_id": 1], 400), (["conversation_id": false], 400),
        (["conversation_id": "unknown"], 404),
        (["user_id": "another"], 403),
    ]

    @Test("rejects invalid arguments without changes", arguments: refusals)
    func refuses(change: JSONObject, status: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        let before = service.everything
        var arguments: JSONObject = [
            "user_id": "user", "store_url": "s", "message": "m", "conversation_id": .string(conversation),
        ]
        for member in change { arguments[member.name] = member.value }
        let answer = await service.post("chat/send", arguments)
        #expect(answer.status == status)
        #expect(answer.body["error"]?.stringValue?.isEmpty == false)
        #expect(answer.body["success"] == false)
        #expect(service.everything == before)
    }

    @Test("answers 409 for a closed conversation and changes nothing")
    func closed() async throws {
        let service = TestService()
        let conversation = try await service.open()
        _ = await service.post("chat/close", ["conversation_id": .string(conversation)])
        let before = service.everything
        #expect(await service.say("more", in: conversation).status == 409)
        #expect(await service.reply("more", in: conversation).status == 409)
        #expect(service.everything == before)
    }

    @Test("accepts ids of 128 characters", arguments: ["x", "é", "👩"])
    func longIdentifiers(character: String) async throws {
        let user = String(repeating: character, count: 128)
        let service = TestService()
        let conversation = try await service.open(user: user)
        #expect(await service.say("x", in: conversation, user: user).status == 200)
        let list = await service.get("chat/conversations", ["user_id": user]).list("conversations")
        #expect(list.count == 1)
    }
}
