import JSON

/// Sends an admin's reply in a conversation.
enum ReplyToMessage: Action {
    static let name = "chat/reply"
    static let method = ActionMethod.write

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let conversation = try arguments.identifier("conversation_id")
        let admin = try arguments.identifier("admin_id")
        let text = try arguments.nonBlankText("message")
        let message = try Message(conversation: conversation, sender: admin, senderType: .admin, text: text)
        let id = try await backend.append(message)
        return ["success": true, "message_id": .string(id)]
    }
}
