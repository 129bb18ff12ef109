import JSON
import Lambda

/// A request of each of the 13 actions, the same whatever the size of the state; writes differ from call to call.
struct SampleRequests: Sendable {
    /// The action.
    let action: String
    /// The request of a call.
    let request: @Sendable (_ call: Int) -> LambdaRequest

    private init(get action: String, _ query: String) {
        self.action = action
        request = { _ in LambdaRequest(method: "GET", rawQuery: "action=\(action)\(query)") }
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
        SampleRequests(get: "admin/conversations", "&limit=100"),
        SampleRequests(get: "admin/leads", "&status=pending"),
        SampleRequests(get: "affiliate/get-link", "&affiliate_id=affiliate-0"),
        SampleRequests(get: "affiliate/stats", "&affiliate_id=affiliate-0"),
        SampleRequests(post: "chat/mark-read") { _ in
            ["conversation_id": "conversation-0", "reader_type": "admin"]
        },
        SampleRequests(post: "chat/send") { _ in
            [
                "user_id": "user-0", "store_url": "https://store.example.com",
                "conversation_id": "conversation-0", "message": "Is anybody there?",
            ]
        },
        SampleRequests(post: "chat/reply") { _ in
            ["conversation_id": "conversation-0", "admin_id": "admin-lena", "message": "We are."]
        },
        SampleRequests(post: "affiliate/create-link") { call in
            [
                "affiliate_id": .string("new-\(call)"), "affiliate_email": "new@example.com",
                "store_url": "https://store.example.com",
            ]
        },
        SampleRequests(post: "affiliate/submit-lead") { _ in
            [
                "link_id": "LINK1000",
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
        SampleRequests(post: "chat/close") { _ in ["conversation_id": "conversation-0"] },
    ]
}
