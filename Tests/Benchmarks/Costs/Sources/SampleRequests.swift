import JSON
import Lambda

/// A request of each of the 13 actions, the same whatever the size of the state; writes of each call have records of their own.
struct SampleRequests: Sendable {
    /// The action.
    let action: String
    /// The request of a call.
    let request: @Sendable (_ call: Int) -> LambdaRequest

    private init(get action: String, _ query: String) {
        self.action = action
        // Each has another header: a read that is repeated is not answered anew.
        request = { call in
            LambdaRequest(
                method: "GET",
                rawQuery: "action=\(action)\(query)",
                headers: ["X-Call": String(call)]
            )
        }
    }

    private init(post action: String, _ arguments: @escaping @Sendable (_ call: Int) -> JSONObject) {
        self.action = action
        request = { call in
            var body = arguments(call)
            body["action"] = .string(action)
            return LambdaRequest(method: "POST", body: JSONValue.object(body).serialized())
        }
    }

    /// All actions; those that decide or close something are last.
    static let all: [SampleRequests] = [
        SampleRequests(get: "chat/messages", "&conversation_id=conversation-0"),
        SampleRequests(get: "chat/conversations", "&user_id=user-0"),
        // As many as there are among a thousand messages, so that the answer is as long in each state.
        SampleRequests(get: "admin/conversations", "&limit=50"),
        SampleRequests(get: "admin/leads", "&status=pending"),
        SampleRequests(get: "affiliate/get-link", "&affiliate_id=affiliate-0"),
        SampleRequests(get: "affiliate/stats", "&affiliate_id=affiliate-0"),
        SampleRequests(post: "chat/mark-read") { call in
            ["conversation_id": .string("conversation-\(call)"), "reader_type": "admin"]
        },
        SampleRequests(post: "chat/send") { call in
            [
                "user_id": .string("user-\(call)"), "store_url": "https://store.example.com",
                "conversation_id": .string("conversation-\(call)"), "message": "Is anybody there?",
            ]
        },
        SampleRequests(post: "chat/reply") { call in
            [
                "conversation_id": .string("conversation-\(call)"), "admin_id": "admin-lena",
                "message": "We are.",
            ]
        },
        SampleRequests(post: "affiliate/create-link") { call in
            [
                "affiliate_id": .string("new-\(call)"), "affiliate_email": "new@example.com",
                "store_url": "https://store.example.com",
            ]
        },
        SampleRequests(post: "affiliate/submit-lead") { call in
            [
                "link_id": .string("LINK\(1_000 + call)"),
                "lead_data": [
                    "name": "Mira Holt", "email": "mira@example.com", "phone": "+1 555 0100",
                    "product_link": "https://shop.example.com/mugs", "order_volume": "5-20",
                    "pending_orders": "12",
                ],
            ]
        },
        SampleRequests(post: "admin/approve-lead") { call in
            ["lead_id": .string("lead-\(call)"), "status": "approve", "commission_amount": 125]
        },
        SampleRequests(post: "chat/close") { call in ["conversation_id": .string("conversation-\(call)")] },
    ]
}
