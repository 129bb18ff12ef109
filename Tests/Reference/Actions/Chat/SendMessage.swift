import JSON
import Tables

/// Sends a user's message; the first one opens a conversation.
enum SendMessage: Action {
    static let name = "chat/send"
    static let method = ActionMethod.write

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let user = try arguments.identifier("user_id")
        let storeAddress = try arguments.text("store_url")
        let text = try arguments.nonBlankText("message")
        guard let conversation = try arguments.optionalIdentifier("conversation_id") else {
            return try await open(user, storeAddress, text, in: backend)
        }
        let message = try Message(conversation: conversation, sender: user, senderType: .user, text: text)
        let id = try await backend.append(message, ownedBy: user)
        return answer(conversation, id)
    }

    /// Creates a conversation and its first message in one transaction.
    private static func open(
        _ user: String,
        _ storeAddress: String,
        _ text: String,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        try await backend.retrying { () async throws(Failure) -> JSONObject? in
            let conversation = backend.identifiers.identifier()
            let id = backend.identifiers.identifier()
            let message = try Message(conversation: conversation, sender: user, senderType: .user, text: text)
            let time = backend.timestamp
            let item: Item = [
                "conversation_id": .string(conversation),
                "user_id": .string(user),
                "store_url": .string(storeAddress),
                "status": .string(ConversationStatus.open.rawValue),
                "created_at": .number(time),
                "updated_at": .number(time),
                "last_message": .string(LastMessage.preview(of: text)),
                "unread_admin": 1,
                "unread_user": 0,
            ]
            let result = try await backend.attempt([
                .put(item, in: TableNames.conversations, if: .absent("conversation_id")),
                message.put(id: id, at: time, options: backend.options),
            ])
            guard case .written = result else { return nil }
            return answer(conversation, id)
        }
    }

    private static func answer(_ conversation: String, _ message: String) -> JSONObject {
        ["success": true, "conversation_id": .string(conversation), "message_id": .string(message)]
    }
}
