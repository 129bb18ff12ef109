import JSON
import Lambda
import Testing

/// A flow through all actions of the shipped service, each of which sees what those before it have written.
struct SupportFlow {
    private let endpoint: any Endpoint
    /// The names of the actions that were answered.
    private(set) var actions: Set<String> = []

    init(_ endpoint: any Endpoint) {
        self.endpoint = endpoint
    }

    /// Goes from a customer's question to the decision about a lead.
    mutating func run() async throws {
        let question = try await post(
            "chat/send",
            ["user_id": "user-ana", "store_url": "https://candles.example.com", "message": "Où est 1001?"]
        )
        let conversation = try #require(question["conversation_id"])
        let named: JSONValue = ["conversation_id": conversation]
        let open = try await get("admin/conversations", ["status": "open"])["conversations"]
        #expect(open?.arrayValue?.map { $0["unread_admin"] } == [1])
        try await post("chat/mark-read", ["conversation_id": conversation, "reader_type": "admin"])
        let answer: JSONValue = [
            "conversation_id": conversation, "admin_id": "admin-lena", "message": "On its way 🚚",
        ]
        try await post("chat/reply", answer)
        let messages = try await get("chat/messages", named)["messages"]?.arrayValue ?? []
        #expect(messages.map { $0["message_text"] } == ["Où est 1001?", "On its way 🚚"])
        #expect(messages.map { $0["is_read"] } == [true, false])
        let own = try await get("chat/conversations", ["user_id": "user-ana"])["conversations"]?.arrayValue
        #expect(own?.map { $0["unread_user"] } == [1])
        try await post("chat/close", named)
        #expect(try await get("admin/conversations", ["status": "open"])["conversations"] == [])

        let affiliate: JSONValue = ["affiliate_id": "affiliate-noor"]
        let link = try await post(
            "affiliate/create-link",
            [
                "affiliate_id": "affiliate-noor", "affiliate_email": "noor@example.com",
                "store_url": "https://noor.example.com",
            ]
        )
        let found = try await get("affiliate/get-link", affiliate)["affiliate_link"]
        #expect(found?["link_id"] == link["link_id"])
        let lead = try await post(
            "affiliate/submit-lead",
            [
                "link_id": try #require(link["link_id"]),
                "lead_data": ["name": "Mira Holt", "email": "mira@example.com"],
            ]
        )
        let pending = try await get("admin/leads", ["status": "pending"])["leads"]?.arrayValue
        #expect(pending?.map { $0["lead_id"] } == [lead["lead_id"]])
        try await post(
            "admin/approve-lead",
            ["lead_id": try #require(lead["lead_id"]), "status": "approve", "commission_amount": 125]
        )
        let stats = try await get("affiliate/stats", affiliate)["stats"]
        #expect(stats?["total_leads"] == 1)
    }

    /// Expects that another instance of the function finds what a flow has left.
    mutating func expectRecords() async throws {
        let own = try await get("chat/conversations", ["user_id": "user-ana"])["conversations"]?.arrayValue
        #expect(own?.map { $0["status"] } == ["closed"])
        let stats = try await get("affiliate/stats", ["affiliate_id": "affiliate-noor"])["stats"]
        #expect(stats?["total_leads"] == 1)
    }

    @discardableResult
    private mutating func post(_ action: String, _ arguments: JSONValue) async throws -> JSONValue {
        var body: JSONObject = ["action": .string(action)]
        for member in arguments.objectValue?.members ?? [] { body[member.name] = member.value }
        return try await send(
            action,
            LambdaRequest(
                method: "POST",
                headers: ["Content-Type": "application/json"],
                body: JSONValue.object(body).serialized()
            )
        )
    }

    private mutating func get(_ action: String, _ arguments: JSONValue) async throws -> JSONValue {
        let parameters = (arguments.objectValue?.members ?? []).map { member in
            QueryString.Parameter(member.name, member.value.stringValue ?? "")
        }
        let query = QueryString([QueryString.Parameter("action", action)] + parameters)
        return try await send(action, LambdaRequest(method: "GET", rawQuery: query.encoded))
    }

    private mutating func send(_ action: String, _ request: LambdaRequest) async throws -> JSONValue {
        let response = try await endpoint.send(request)
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(response.status == 200, "\(action): \(text)")
        #expect(response.headers.values(for: "Access-Control-Allow-Origin").count == 1, "\(action)")
        actions.insert(action)
        return try JSONValue(parsing: response.body)
    }
}
