import JSON
import Tables

/// Marks the messages of a conversation as read, by its user or an admin.
enum MarkRead: Action {
    static let name = "chat/mark-read"
    static let method = ActionMethod.write

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let conversation = try arguments.identifier("conversation_id")
        let reader = try arguments.choice("reader_type", Reader.self)
        try await backend.readMessages(of: conversation) { _ in [.set(reader.counter, 0)] }
        return ["success": true]
    }
}
