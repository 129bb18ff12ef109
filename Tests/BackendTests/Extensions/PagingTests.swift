import Backend
import JSON
import Testing

@Suite("Limit and cursor")
struct PagingTests {
    @Test("walk a user's conversations once each, while others are opened", arguments: [1, 3, 7, 100])
    func conversations(limit: Int) async throws {
        let world = World()
        var ids: [JSONValue] = []
        for number in 0..<20 {
            if number % 3 == 0 { world.time.advance(by: 1) }
            ids.append(.string(try await world.open()))
        }
        let walk = try await walk(
            world,
            "chat/conversations",
            ["user_id": "user", "limit": "\(limit)"],
            "conversations"
        ) {
            _ = try await world.open()
        }
        #expect(walk.map { $0["conversation_id"] } == ids.reversed())
    }

    @Test("walk messages from the newest page to the oldest, oldest first in each", arguments: [1, 4, 100])
    func messages(limit: Int) async throws {
        let world = World()
        let conversation = try await world.open("0")
        for number in 1..<15 { await world.say("\(number)", in: conversation) }
        let parameters = ["conversation_id": conversation, "limit": "\(limit)"]
        let first = await world.get("chat/messages", parameters).list("messages")
        #expect(first.map { $0["message_text"] } == (0..<15).suffix(limit).map { .string("\($0)") })
        var pages: [[JSONValue]] = []
        _ = try await walk(world, "chat/messages", parameters, "messages") {
            await world.say("late", in: conversation)
        } page: {
            pages.append($0)
        }
        #expect(pages.reversed().joined().map { $0["message_text"] } == (0..<15).map { .string("\($0)") })
    }

    @Test("walk conversations of both statuses in one order", arguments: [1, 2, 5, 11, 12, 13])
    func merged(limit: Int) async throws {
        let (world, expected) = try await ListAllConversationsTests.world()
        let walk = try await walk(world, "admin/conversations", ["limit": "\(limit)"], "conversations") {
            world.time.advance(by: 1)
            let id = try await world.open()
            if Bool.random() { _ = await world.post("chat/close", ["conversation_id": .string(id)]) }
        }
        #expect(walk.map { $0["conversation_id"] } == expected.map { .string($0) })
    }

    @Test("give nobody twice who is closed between two pages")
    func moved() async throws {
        let world = World()
        var ids: [String] = []
        for _ in 0..<6 {
            world.time.advance(by: 1)
            ids.append(try await world.open())
        }
        world.time.advance(by: 1)
        let walk = try await walk(world, "admin/conversations", ["limit": "2"], "conversations") {
            _ = await world.post("chat/close", ["conversation_id": .string(ids[5])])
        }
        #expect(walk.map { $0["conversation_id"] } == ids.reversed().map { .string($0) })
    }

    @Test("give every lead once while leads are decided", arguments: [1, 2, 5])
    func decided(limit: Int) async throws {
        let world = World()
        let link = try await world.link()
        var ids: [String] = []
        for number in 0..<12 {
            world.time.advance(by: 1)
            ids.append(try await world.lead(through: link))
            if number % 2 == 0 { _ = try await world.approve(ids[number], "1") }
        }
        var page = 0
        let walk = try await walk(world, "admin/leads", ["limit": "\(limit)"], "leads") {
            // Each is decided anew, those that were given and those that are still to come.
            for (number, id) in ids.enumerated() where (number + page).isMultiple(of: 3) {
                _ =
                    (number + page).isMultiple(of: 2)
                    ? await world.post("admin/approve-lead", ["lead_id": .string(id), "status": "reject"])
                    : try await world.approve(id, "2")
            }
            page += 1
        }
        #expect(walk.map { $0["lead_id"] } == ids.reversed().map { .string($0) })
    }

    @Test("walk leads of all statuses", arguments: [1, 3, 9])
    func leads(limit: Int) async throws {
        let world = World()
        let link = try await world.link()
        var ids: [String] = []
        // All at one moment: only the ties keep them apart.
        for number in 0..<9 {
            ids.append(try await world.lead(through: link))
            if number % 3 == 0 { _ = try await world.approve(ids[number], "1") }
        }
        let walk = try await walk(world, "admin/leads", ["limit": "\(limit)"], "leads") {
            _ = try await world.lead(through: link)
        }
        #expect(Set(walk.compactMap { $0["lead_id"]?.stringValue }) == Set(ids))
        #expect(walk.count == ids.count)
    }

    @Test("give no next_cursor when nothing follows")
    func exactEnd() async throws {
        let world = World()
        for _ in 0..<4 { _ = try await world.open() }
        let all = await world.get("chat/conversations", ["user_id": "user", "limit": "4"])
        #expect(all.list("conversations").count == 4)
        #expect(all.body["next_cursor"] == nil)
        #expect(await world.get("chat/conversations", ["user_id": "user"]).body["next_cursor"] == nil)
    }

    @Test("go on without a limit from a cursor to the end")
    func rest() async throws {
        let world = World()
        let conversation = try await world.open("0")
        for number in 1..<9 { await world.say("\(number)", in: conversation) }
        let page = await world.get("chat/messages", ["conversation_id": conversation, "limit": "2"])
        let rest = await world.get(
            "chat/messages",
            ["conversation_id": conversation, "cursor": try page.text("next_cursor")]
        )
        #expect(rest.list("messages").map { $0["message_text"] } == (0..<7).map { .string("\($0)") })
    }

    @Test(
        "that cannot be read are 400",
        arguments: [
            "x", "%00", "e30", "bnVsbA", "AAAA", "é", "W10", "eyJsYXN0IjoxLCJwbGFjZXMiOnsidXNlciI6e319fQ",
        ]
    )
    func unreadable(cursor: String) async throws {
        let world = World()
        _ = try await world.open()
        for (action, name) in [
            ("chat/conversations", "user_id"), ("chat/messages", "conversation_id"),
            ("admin/conversations", "x"),
            ("admin/leads", "x"),
        ] {
            let answer = await world.get(action, [name: "user", "cursor": cursor])
            #expect(answer.status == 400)
        }
    }

    @Test("of another list are 400")
    func foreign() async throws {
        let world = World()
        for user in ["user", "other"] {
            for _ in 0..<3 { _ = try await world.open(user: user) }
        }
        let cursor = try await world.get("chat/conversations", ["user_id": "user", "limit": "1"]).text(
            "next_cursor"
        )
        for (action, parameters) in [
            ("chat/conversations", ["user_id": "other"]), ("admin/conversations", [:]), ("admin/leads", [:]),
            ("chat/messages", ["conversation_id": "user"]),
        ] {
            let answer = await world.get(action, parameters.merging(["cursor": cursor]) { first, _ in first })
            #expect(answer.status == 400)
        }
        let open = try await world.get("admin/conversations", ["limit": "1"]).text("next_cursor")
        #expect(await world.get("admin/conversations", ["status": "closed", "cursor": open]).status == 400)
    }

    /// Follows the cursors to the end; something happens between each two pages.
    private func walk(
        _ world: World,
        _ action: String,
        _ parameters: [String: String],
        _ name: String,
        between: () async throws -> Void,
        page: ([JSONValue]) -> Void = { _ in }
    ) async throws -> [JSONValue] {
        var parameters = parameters
        var records: [JSONValue] = []
        while true {
            let answer = await world.get(action, parameters)
            try #require(answer.status == 200)
            page(answer.list(name))
            records += answer.list(name)
            guard let cursor = answer.body["next_cursor"]?.stringValue else { return records }
            parameters["cursor"] = cursor
            try await between()
        }
    }
}
