import Backend
import JSON
import Testing

@Suite("chat/conversations")
struct ListConversationsTests {
    @Test("lists exactly one user's, newest first")
    func own() async throws {
        let service = TestService()
        var ids: [String] = []
        for user in ["user", "other", "user", "user"] {
            service.time.advance(by: 1)
            let id = try await service.open(user: user)
            if user == "user" { ids.append(id) }
        }
        service.time.advance(by: 1)
        await service.say("again", in: ids[0])
        let list = await service.get("chat/conversations", ["user_id": "user"]).list("conversations")
        #expect(list.map { $0["conversation_id"] } == [ids[0], ids[2], ids[1]].map { .string($0) })
        #expect(list.allSatisfy { $0["user_id"] == "user" })
    }

    @Test("distinguishes users by bytes", arguments: ["User", "user ", "e\u{301}"])
    func bytes(user: String) async throws {
        let service = TestService()
        _ = try await service.open(user: "user")
        _ = try await service.open(user: "é")
        #expect(await service.get("chat/conversations", ["user_id": user]).body == ["conversations": []])
    }

    @Test("lists all of them without a limit")
    func all() async throws {
        let service = TestService()
        for _ in 0..<130 { _ = try await service.open() }
        #expect(
            await service.get("chat/conversations", ["user_id": "user"]).list("conversations").count == 130
        )
    }

    @Test("is empty for an unknown user and 400 without one")
    func unknown() async {
        let service = TestService()
        let answer = await service.get("chat/conversations", ["user_id": "nobody"])
        #expect(answer.status == 200)
        #expect(answer.body == ["conversations": []])
        #expect(await service.get("chat/conversations").status == 400)
        #expect(await service.get("chat/conversations", ["user_id": ""]).status == 400)
    }
}

@Suite("chat/messages")
struct ListMessagesTests {
    @Test("lists past the 1 MB page")
    func large() async throws {
        let service = TestService()
        let conversation = try await service.open()
        for _ in 0..<5 { await service.say(String(repeating: "x", count: 390_000), in: conversation) }
        #expect(await service.messages(conversation).count == 6)
    }

    @Test("is empty for an unknown conversation and 400 without one")
    func unknown() async {
        let service = TestService()
        #expect(await service.get("chat/messages", ["conversation_id": "no"]).body == ["messages": []])
        #expect(await service.get("chat/messages").status == 400)
    }

    @Test("answers 413 for more than a function can return, unless a limit is given")
    func tooLarge() async throws {
        let service = TestService()
        let conversation = try await service.open()
        for _ in 0..<20 { await service.say(String(repeating: "x", count: 390_000), in: conversation) }
        #expect(await service.get("chat/messages", ["conversation_id": conversation]).status == 413)
        let page = await service.get("chat/messages", ["conversation_id": conversation, "limit": "100"])
        #expect(page.status == 200)
        #expect(page.bytes.count <= 6_291_556)
        #expect(page.list("messages").count > 10)
        #expect(page.body["next_cursor"] != nil)
    }
}

@Suite("admin/conversations")
struct ListAllConversationsTests {
    /// Creates twelve conversations a millisecond apart, every third of which is closed.
    static func service() async throws -> (TestService, [String]) {
        let service = TestService()
        var ids: [String] = []
        for number in 0..<12 {
            service.time.advance(by: 1)
            ids.append(try await service.open(user: "user \(number % 4)"))
        }
        for id in stride(from: 0, to: 12, by: 3) {
            service.time.advance(by: 1)
            _ = await service.post("chat/close", ["conversation_id": .string(ids[id])])
        }
        let open = (0..<12).filter { $0 % 3 != 0 }.map { ids[$0] }
        let closed = [0, 3, 6, 9].map { ids[$0] }
        return (service, closed.reversed() + open.reversed())
    }

    @Test("lists both without a status, newest first", arguments: [[:], ["status": "all"], ["status": ""]])
    func both(parameters: [String: String]) async throws {
        let (service, expected) = try await Self.service()
        let answer = await service.get("admin/conversations", ["status": parameters["status"] ?? ""])
        #expect(answer.list("conversations").map { $0["conversation_id"] } == expected.map { .string($0) })
    }

    @Test("lists one status", arguments: [("open", 8), ("closed", 4)])
    func one(status: String, count: Int) async throws {
        let (service, _) = try await Self.service()
        let list = await service.get("admin/conversations", ["status": status]).list("conversations")
        #expect(list.count == count)
        #expect(list.allSatisfy { $0["status"] == .string(status) })
    }

    @Test(
        "limits after the filter, to the newest",
        arguments: [("1", 1), ("5", 5), ("012", 12), ("101", 12), ("99999999999999999999", 12)]
    )
    func limit(limit: String, count: Int) async throws {
        let (service, expected) = try await Self.service()
        let list = await service.get("admin/conversations", ["limit": limit]).list("conversations")
        #expect(list.map { $0["conversation_id"] } == expected.prefix(count).map { .string($0) })
    }

    @Test("returns at most 100")
    func hundred() async throws {
        let service = TestService()
        for _ in 0..<110 { _ = try await service.open() }
        for limit in ["", "100", "110", "1000"] {
            #expect(
                await service.get("admin/conversations", ["limit": limit]).list("conversations").count == 100
            )
        }
    }

    @Test(
        "rejects other statuses and limits",
        arguments: [
            ["status": "Open"], ["status": "pending"], ["status": " "], ["limit": "0"], ["limit": "-1"],
            ["limit": "1.5"],
            ["limit": "x"], ["limit": " 1"], ["limit": "00"], ["limit": "1e1"], ["limit": "١"],
        ]
    )
    func refuses(parameters: [String: String]) async throws {
        let service = TestService()
        for (name, value) in parameters {
            #expect(await service.get("admin/conversations", [name: value]).status == 400)
            #expect(
                await service.get("admin/leads", [name: value == "pending" ? "open" : value]).status == 400
            )
        }
    }
}
