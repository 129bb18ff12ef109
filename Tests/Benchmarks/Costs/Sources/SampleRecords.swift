import JSON

/// Records of the support service, as many as are wanted.
///
/// The first conversations have 20 messages whatever the size, one conversation for each call of an action; the others
/// share the rest.
struct SampleRecords {
    static let clock = 1_767_225_600_000
    static let firstMessages = 20
    static let firstConversations = 40
    /// As many as the support desk of the largest customer has.
    static let mostConversations = 11_000
    static let affiliates = 100

    let messages: Int

    var conversations: Int {
        min(Self.mostConversations, max(Self.firstConversations + 1, messages / Self.firstMessages))
    }

    /// Calls a closure with each record, table by table.
    func forEach(_ body: (_ table: String, _ item: JSONObject) throws -> Void) rethrows {
        for number in 0..<conversations { try body("Conversations", conversation(number)) }
        for number in 0..<messages { try body("Messages", message(number)) }
        for number in 0..<Self.affiliates {
            try body("AffiliateLinks", link(number))
            try body("Leads", lead(number))
        }
    }

    /// The conversation of a message.
    private func owner(of message: Int) -> Int {
        let others = message - Self.firstMessages * Self.firstConversations
        guard others >= 0 else { return message / Self.firstMessages }
        return Self.firstConversations + others % (conversations - Self.firstConversations)
    }

    private func conversation(_ number: Int) -> JSONObject {
        let time = JSONValue.number(JSONNumber(Self.clock - 40_000_000 + number))
        return [
            "conversation_id": .string("conversation-\(number)"), "user_id": .string("user-\(number)"),
            "store_url": "https://store.example.com", "status": "open", "created_at": time,
            "updated_at": time,
            "last_message": "Is anybody there?", "unread_admin": 0, "unread_user": 0,
        ]
    }

    private func message(_ number: Int) -> JSONObject {
        let conversation = owner(of: number)
        return [
            "message_id": .string("message-\(number)"),
            "conversation_id": .string("conversation-\(conversation)"),
            "sender_id": .string("user-\(conversation)"), "sender_type": "user",
            "message_text": "Is anybody there? The parcel of last week has not come yet.",
            "created_at": .number(JSONNumber(Self.clock - 30_000_000 + number)), "is_read": true,
        ]
    }

    private func link(_ number: Int) -> JSONObject {
        let time = JSONValue.number(JSONNumber(Self.clock - 50_000_000))
        return [
            "affiliate_id": .string("affiliate-\(number)"), "link_id": .string("LINK\(1_000 + number)"),
            "affiliate_email": .string("affiliate-\(number)@example.com"),
            "affiliate_url": .string(
                "https://dashboard.commercive.co/affiliate-form?ref=LINK\(1_000 + number)"
            ),
            "store_url": "https://store.example.com", "created_at": time, "updated_at": time,
        ]
    }

    private func lead(_ number: Int) -> JSONObject {
        let time = JSONValue.number(JSONNumber(Self.clock - 20_000_000 + number))
        return [
            "lead_id": .string("lead-\(number)"), "affiliate_id": .string("affiliate-\(number)"),
            "link_id": .string("LINK\(1_000 + number)"), "status": "pending", "lead_name": "Mira Holt",
            "lead_email": "mira@example.com", "lead_phone": "+1 555 0100",
            "product_link": "https://shop.example.com/mugs", "order_volume": "5-20", "pending_orders": "12",
            "created_at": time, "updated_at": time,
        ]
    }
}
