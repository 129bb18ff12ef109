import JSON
import Tables

/// Closes a conversation and marks everything in it as read.
///
/// Closing it again has no effect.
enum CloseConversation: Action {
    static let name = "chat/close"
    static let method = ActionMethod.write

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let conversation = try arguments.identifier("conversation_id")
        let closed = JSONValue.string(ConversationStatus.closed.rawValue)
        try await backend.readMessages(of: conversation) { item in
            guard item["status"] != closed else { return nil }
            let time = max(backend.timestamp, item["updated_at"]?.numberValue ?? 0)
            return [
                .set("status", closed),
                .set("updated_at", .number(time)),
                .set(Reader.admin.counter, 0),
                .set(Reader.user.counter, 0),
            ]
        }
        return ["success": true]
    }
}
