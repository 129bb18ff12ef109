import Backend
import JSON
import Testing

@Suite("Limit and cursor")
struct PagingTests {
    @Test("return each of a user's conversations once, while others are opened", arguments: [1, 3, 7, 100])
    func conversations(limit: Int) async throws {
        let service = TestService()
        var ids: [JSONValue] = []
        for number in 0..<20 {
            if number % 3 == 0 { service.time.advance(by: 1) }
            ids.append(.string(try await service.open()))
        }
        let walk = try await walk(
            service,
            "chat/conversations",
            ["user_id": "user", "limit": "\(limit)"],
            "conversations"
        ) {
            _ = try await service.open()
        }
        #expect(walk.map { $0["conversation_id"] } == ids.reversed())
    }

    @Test(
        "return messages from the newest page to the oldest, in ascending order in each",
        arguments: [1, 4, 100]
    )
    func messages(limit: Int) async throws {
        let service = TestService()
        let conversation = try await service.open("0")
        for number in 1..<15 { await service.say("\(number)", in: conversation) }
        let parameters = ["conversation_id": conversation, "limit": "\(limit)"]
        let first = await service.get("chat/messages", parameters).list("messages")
        #expect(first.map { $0["message_text"] } == (0..<15).suffix(limit).map { .string("\($0)") })
        var pages: [[JSONValue]] = []
        _ = try await walk(service, "chat/messages", parameters, "messages") {
            await service.say("late", in: conversation)
        } page: {
            pages.append($0)
        }
        #expect(pages.reversed().joined().map { $0["message_text"] } == (0..<15).map { .string("\($0)") })
    }

    @Test("return conversations of both statuses in one order", arguments: [1, 2, 5, 11, 12, 13])
    func merged(limit: Int) async throws {
        let (service, expected) = try await ListAllConversationsTests.service()
        let walk = try await walk(service, "admin/conversations", ["limit": "\(limit)"], "conversations") {
            service.time.advance(by: 1)
            let id = try await service.open()
            if Bool.random() { _ = await service.post("chat/close", ["conversation_id": .string(id)]) }
        }
        #expect(walk.map { $0["conversation_id"] } == expected.map { .string($0) })
    }

    @Test("return a conversation once that is closed between two pages")
    func moved() async throws {
        let service = TestService()
        var ids: [String] = []
        for _ in 0..<6 {
            service.time.advance(by: 1)
            ids.append(try await service.open())
        }
        service.time.advance(by: 1)
        let walk = try await walk(service, "admin/conversations", ["limit": "2"], "conversations") {
            _ = await service.post("chat/close", ["conversation_id": .string(ids[5])])
        }
        #expect(walk.map { $0["conversation_id"] } == ids.reversed().map { .string($0) })
    }

    @Test("return every lead once while leads are decided", arguments: [1, 2, 5])
    func decided(limit: Int) async throws {
        let service = TestService()
        let link = try await service.link()
        var ids: [String] = []
        for number in 0..<12 {
            service.time.advance(by: 1)
            ids.append(try await service.lead(through: link))
            if number % 2 == 0 { _ = try await service.approve(ids[number], "1") }
        }
        var page = 0
        let walk = try await walk(service, "admin/leads", ["limit": "\(limit)"], "leads") {
            // The status of every lead changes, of those that were returned and of those that were not.
            for (number, id) in ids.enumerated() where (number + page).isMultiple(of: 3) {
                _ =
                    (number + page).isMultiple(of: 2)
                    ? await service.post("admin/approve-lead", ["lead_id": .string(id), "status": "reject"])
                    : try await service.approve(id, "2")
            }
            page += 1
        }
        #expect(walk.map { $0["lead_id"] } == ids.reversed().map { .string($0) })
    }

    @Test("return leads of all statuses in one order", arguments: [1, 3, 9])
    func leads(limit: Int) async throws {
        let service = TestService()
        let link = try await service.link()
        var ids: [String] = []
        // All have the same time, so that only the tie-breakers order them.
        for number in 0..<9 {
            ids.append(try await service.lead(through: link))
            if number % 3 == 0 { _ = try await service.approve(ids[number], "1") }
        }
        let walk = try await walk(service, "admin/leads", ["limit": "\(limit)"], "leads") {
            _ = try await service.lead(through: link)
        }
        #expect(Set(walk.compactMap { $0["lead_id"]?.stringValue }) == Set(ids))
        #expect(walk.count == ids.count)
    }

    @Test("return no next_cursor after the last page")
    func exactEnd() async throws {
        let service = TestService()
        for _ in 0..<4 { _ = try await service.open() }
        let all = await service.get("chat/conversations", ["user_id": "user", "limit": "4"])
        #expect(all.list("conversations").count == 4)
        #expect(all.body["next_cursor"] == nil)
        #expect(await service.get("chat/conversations", ["user_id": "user"]).body["next_cursor"] == nil)
    }

    @Test("continue without a limit from a cursor to the end")
    func rest() async throws {
        let service = TestService()
        let conversation = try await service.open("0")
        for number in 1..<9 { await service.say("\(number)", in: conversation) }
        let page = await service.get("chat/messages", ["conversation_id": conversation, "limit": "2"])
        let rest = await service.get(
            "chat/messages",
            ["conversation_id": conversation, "cursor": try page.text("next_cursor")]
        )
        #expect(rest.list("messages").map { $0["message_text"] } == (0..<7).map { .string("\($0)") })
    }

    @Test(
        "that are invalid get 400",
        arguments: [
            "x", "%00", "e30", "bnVsbA", "AAAA", "é", "W10", "eyJsYXN0IjoxLCJwbGFjZXMiOnsidXNlciI6e319fQ",
        ]
    )
    func unreadable(cursor: String) async throws {
        let service = TestService()
        _ = try await service.open()
        for (action, name) in [
            ("chat/conversations", "user_id"), ("chat/messages", "conversation_id"),
            ("admin/conversations", "x"),
            ("admin/leads", "x"),
        ] {
            let answer = await service.get(action, [name: "user", "cursor": cursor])
            #expect(answer.status == 400)
        }
    }

    @Test("of another list are 400")
    func foreign() async throws {
        let service = TestService()
        for user in ["user", "other"] {
            for _ in 0..<3 { _ = try await service.open(user: user) }
        }
        let cursor = try await service.get("chat/conversations", ["user_id": "user", "limit": "1"]).text(
            "next_cursor"
        )
        for (action, parameters) in [
            ("chat/conversations", ["user_id": "other"]), ("admin/conversations", [:]), ("admin/leads", [:]),
            ("chat/messages", ["conversation_id": "user"]),
        ] {
            let answer = await service.get(
                action,
                parameters.merging(["cursor": cursor]) { first, _ in first }
            )
            #expect(answer.status == 400)
        }
        let open = try await service.get("admin/conversations", ["limit": "1"]).text("next_cursor")
        #expect(await service.get("admin/conversations", ["status": "closed", "cursor": open]).status == 400)
    }

    /// Follows the cursors to the end, running a closure between each two pages.
    private func walk(
        _ service: TestService,
        _ action: String,
        _ parameters: [String: String],
        _ name: String,
        between: () async throws -> Void,
        page: ([JSONValue]) -> Void = { _ in }
    ) async throws -> [JSONValue] {
        var parameters = parameters
        var records: [JSONValue] = []
        while true {
            let answer = await service.get(action, parameters)
            try #require(answer.status == 200)
            page(answer.list(name))
            records += answer.list(name)
            guard let cursor = answer.body["next_cursor"]?.stringValue else { return records }
            parameters["cursor"] = cursor
            try await between()
        }
    }
}
