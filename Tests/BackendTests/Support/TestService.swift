import Backend
import JSON
import Lambda
import Tables

/// A backend over empty tables, with a manual clock and seeded ids.
struct TestService {
    static let start = 1_767_225_600_000

    let store: InMemoryStore
    let time = ManualTime(start)
    let backend: SupportBackend

    init(
        _ state: TableState = TableState(SupportTables.all),
        options: SupportBackendOptions = SupportBackendOptions()
    ) {
        store = InMemoryStore(state)
        backend = SupportBackend(
            store: store,
            time: time,
            identifiers: SeededIdentifiers(seed: 1),
            options: options
        )
    }

    /// Calls an action with GET.
    func get(_ action: String, _ parameters: [String: String] = [:]) async -> Answer {
        var query = QueryString([.init("action", action)])
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            query.parameters.append(.init(name, value))
        }
        return await send(LambdaRequest(method: "GET", rawQuery: query.encoded))
    }

    /// Calls an action with POST.
    func post(_ action: String, _ arguments: JSONObject = [:]) async -> Answer {
        var body: JSONObject = ["action": .string(action)]
        for member in arguments { body[member.name] = member.value }
        return await post(text: JSONValue.object(body).compactText)
    }

    /// Posts a body unchanged.
    func post(text: String, query: String = "") async -> Answer {
        await send(LambdaRequest(method: "POST", rawQuery: query, body: Array(text.utf8)))
    }

    func send(_ request: LambdaRequest) async -> Answer {
        Answer(await backend.send(request))
    }

    /// Opens a conversation with a user's first message; returns its id.
    func open(user: String = "user", _ message: String = "Hi") async throws -> String {
        let answer = await post(
            "chat/send",
            ["user_id": .string(user), "store_url": "https://shop.example.com", "message": .string(message)]
        )
        return try answer.text("conversation_id")
    }

    /// Sends another message of the user.
    @discardableResult
    func say(_ message: String, in conversation: String, user: String = "user") async -> Answer {
        await post(
            "chat/send",
            [
                "user_id": .string(user), "store_url": "https://shop.example.com",
                "message": .string(message), "conversation_id": .string(conversation),
            ]
        )
    }

    @discardableResult
    func reply(_ message: String, in conversation: String) async -> Answer {
        await post(
            "chat/reply",
            ["conversation_id": .string(conversation), "admin_id": "admin", "message": .string(message)]
        )
    }

    /// Creates a link for an affiliate; returns its id.
    func link(of affiliate: String = "affiliate") async throws -> String {
        try await post(
            "affiliate/create-link",
            [
                "affiliate_id": .string(affiliate), "affiliate_email": "a@example.com",
                "store_url": "https://shop.example.com",
            ]
        ).text("link_id")
    }

    /// Submits a lead through a link; returns its id.
    func lead(through link: String, name: String = "Ann") async throws -> String {
        try await post(
            "affiliate/submit-lead",
            ["link_id": .string(link), "lead_data": ["name": .string(name), "email": "ann@example.com"]]
        ).text("lead_id")
    }

    func approve(_ lead: String, _ amount: String) async throws -> Answer {
        await post(
            "admin/approve-lead",
            [
                "lead_id": .string(lead), "status": "approve",
                "commission_amount": .number(try JSONValue(parsing: amount).numberValue ?? 0),
            ]
        )
    }

    func messages(_ conversation: String) async -> [JSONValue] {
        await get("chat/messages", ["conversation_id": conversation]).list("messages")
    }

    func conversation(_ id: String) async throws -> JSONObject? {
        try await store.item(for: Key(.string(id)), in: "Conversations")
    }

    func lead(_ id: String) async throws -> JSONObject? {
        try await store.item(for: Key(.string(id)), in: "Leads")
    }

    /// All records, to verify that nothing has changed; in memory, where reading does not fail.
    var everything: JSONValue { (try? store.snapshot().fixture) ?? .null }
}

/// A parsed response.
struct Answer {
    let status: Int
    let headers: HeaderFields
    let bytes: [UInt8]
    let body: JSONValue

    init(_ response: LambdaResponse) {
        status = response.status
        headers = response.headers
        bytes = response.body
        body = (try? JSONValue(parsing: response.body)) ?? .null
    }

    func list(_ name: String) -> [JSONValue] {
        body[name]?.arrayValue ?? []
    }

    func text(_ name: String) throws -> String {
        guard let text = body[name]?.stringValue else { throw MissingMember(name: name, body: body) }
        return text
    }
}

struct MissingMember: Error {
    let name: String
    let body: JSONValue
}
