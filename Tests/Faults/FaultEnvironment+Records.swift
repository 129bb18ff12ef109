import JSON
import Lambda
import Tables

extension FaultEnvironment {
    /// Returns all conversations, as the response to a call that named its user.
    func allConversations(_ call: Call) async -> LambdaResponse? {
        call.text("user_id").isEmpty ? nil : await conversations { _ in true }
    }

    /// Returns the conversations of all users whose ids differ only in case.
    func conversationsInAnyCase(_ call: Call) async -> LambdaResponse? {
        let user = call.text("user_id").lowercased()
        return user.isEmpty ? nil : await conversations { $0["user_id"]?.stringValue?.lowercased() == user }
    }

    private func conversations(where isListed: (Item) -> Bool) async -> LambdaResponse? {
        let items = await items(of: "Conversations").filter(isListed).sorted { left, right in
            left["updated_at"]?.intValue ?? 0 > right["updated_at"]?.intValue ?? 0
        }
        return Answer.json(["conversations": .array(items.map { .object($0) })])
    }

    /// Returns the conversation that a call names, if it exists.
    func conversation(of call: Call) async -> Item? {
        await record(call.text("conversation_id"), in: "Conversations")
    }

    /// Returns the lead that a call names, if it exists.
    func lead(of call: Call) async -> Item? {
        await record(call.text("lead_id"), in: "Leads")
    }

    /// Returns the record of an id, if it exists.
    func record(_ id: String, in table: String) async -> Item? {
        guard !id.isEmpty else { return nil }
        return try? await store.item(for: Key(.string(id)), in: table)
    }

    /// Returns the messages of the conversation that a call names, in the order of their ids.
    func messages(of call: Call) async -> [Item] {
        let id = call.text("conversation_id")
        guard !id.isEmpty else { return [] }
        return (try? await store.allItems(Query("Messages", partition: .string(id)))) ?? []
    }

    /// Returns every item of a table.
    func items(of table: String) async -> [Item] {
        (try? await store.scan(Scan(table)))?.items ?? []
    }

    /// Writes without any condition.
    func write(_ action: WriteAction) async {
        _ = try? await store.transact([action])
    }
}

extension FaultEnvironment {
    /// Sets a counter of a conversation that does not exist, which creates a record of two attributes.
    func readAnyway(_ call: Call) async -> LambdaResponse? {
        let id = call.text("conversation_id")
        guard !id.isEmpty, await conversation(of: call) == nil,
            ["user", "admin"].contains(call.text("reader_type"))
        else { return nil }
        await write(phantom(id, "unread_" + call.text("reader_type"), 0))
        return Answer.json(["success": true])
    }

    /// Closes a conversation that does not exist, which creates a phantom that then appears in lists.
    func closeAnyway(_ call: Call) async -> LambdaResponse? {
        let id = call.text("conversation_id")
        guard !id.isEmpty, await conversation(of: call) == nil else { return nil }
        await write(phantom(id, "status", "closed"))
        return Answer.json(["success": true])
    }

    private func phantom(_ id: String, _ attribute: String, _ value: JSONValue) -> WriteAction {
        let changes: [Change] = [
            .set(attribute, value), .set("updated_at", .number(JSONNumber(4_102_444_800_000))),
        ]
        return .update(Key(.string(id)), in: "Conversations", changes)
    }

    /// Refuses all requests about a closed conversation.
    func refuseClosed(_ call: Call) async -> LambdaResponse? {
        await conversation(of: call)?["status"] == "closed" ? Answer.failure(409) : nil
    }
}
