import JSON

/// A large support desk: many conversations under two status values, most of them closed, some of them long.
///
/// Every conversation has its own random numbers, so that conversations and messages can be written in sequence without
/// keeping them in memory.
struct SupportDesk {
    /// The time of the fixture's clock: 2026-01-01T00:00Z.
    static let clock = 1_767_225_600_000

    let seed: UInt64
    let open: Int
    let closed: Int

    /// The number of conversations.
    var count: Int { open + closed }

    /// The description of the fixture.
    var description: String {
        "A support desk with \(open) open and \(closed) closed conversations, made from seed \(seed)."
    }

    /// Returns the conversation of a number and its messages, oldest first.
    ///
    /// - Complexity: O(*n*) in the number of its messages.
    func thread(_ index: Int) -> (conversation: JSONObject, messages: [JSONObject]) {
        var random = SeededGenerator(seed: seed, part: index)
        let isOpen = index < open
        let conversation = random.identifier()
        let user = 1 + random.number(in: 0...max(0, count / 11))
        let admin = "admin-\(random.number(in: 1...8))"
        let length = random.number(in: 1...50) == 1 ? random.number(in: 40...130) : random.number(in: 1...9)
        var time = start(isOpen: isOpen, length: length, &random)
        let created = time
        var drafts: [(isUser: Bool, text: String, time: Int)] = []
        for position in 0..<length {
            let isUser = position == 0 || random.number(in: 1...5) > 2
            drafts.append((isUser, Phrases.text(isUser: isUser, &random), time))
            if position + 1 < length { time += random.number(in: 1_000...1_800_000) }
        }
        let unread = isOpen ? unreadCounts(drafts.map(\.isUser), &random) : (admin: 0, user: 0)
        let messages = messages(
            drafts,
            unread: unread,
            conversation,
            user: "user-\(user)",
            admin: admin,
            &random
        )
        let last = drafts.last?.text ?? ""
        let updated = isOpen ? time : time + random.number(in: 60_000...3_600_000)
        return (
            [
                "conversation_id": .string(conversation),
                "user_id": .string("user-\(user)"),
                "store_url": .string("https://store-\(user).example.com"),
                "status": isOpen ? "open" : "closed",
                "created_at": .number(JSONNumber(created)),
                "updated_at": .number(JSONNumber(updated)),
                "last_message": .string(String(last.prefix(100))),
                "unread_admin": .number(JSONNumber(unread.admin)),
                "unread_user": .number(JSONNumber(unread.user)),
            ],
            messages
        )
    }

    /// Returns the time of a conversation's start: open ones started in the last fortnight, closed ones in the year before; none ends
    /// after the clock.
    private func start(isOpen: Bool, length: Int, _ random: inout SeededGenerator) -> Int {
        let longest = length * 1_800_000 + 3_600_000
        let days = isOpen ? 14 : 365
        return Self.clock - longest - random.number(in: 0...days * 86_400_000)
    }

    /// Returns the numbers of unread messages of each side: never more than the other side sent since it wrote last.
    private func unreadCounts(
        _ isUser: [Bool],
        _ random: inout SeededGenerator
    ) -> (admin: Int, user: Int) {
        let fromUser = isUser.reversed().prefix { $0 }.count
        let fromAdmin = isUser.reversed().prefix { !$0 }.count
        return (random.number(in: 0...fromUser), random.number(in: 0...fromAdmin))
    }

    private func messages(
        _ drafts: [(isUser: Bool, text: String, time: Int)],
        unread: (admin: Int, user: Int),
        _ conversation: String,
        user: String,
        admin: String,
        _ random: inout SeededGenerator
    ) -> [JSONObject] {
        drafts.enumerated().map { position, draft in
            let remaining = drafts.count - position
            let isUnread = remaining <= (draft.isUser ? unread.admin : unread.user)
            return [
                "message_id": .string(random.identifier()),
                "conversation_id": .string(conversation),
                "sender_id": .string(draft.isUser ? user : admin),
                "sender_type": draft.isUser ? "user" : "admin",
                "message_text": .string(draft.text),
                "created_at": .number(JSONNumber(draft.time)),
                "is_read": .bool(!isUnread),
            ]
        }
    }
}
