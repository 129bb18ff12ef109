import JSON
import Tables

/// Lists the messages of a conversation, oldest first.
enum ListMessages: Action {
    static let name = "chat/messages"
    static let method = ActionMethod.read

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        var list = RecordList(
            table: TableNames.messages,
            index: IndexNames.messagesByTime,
            keyAttribute: "message_id",
            partitions: [try arguments.identifier("conversation_id")],
            sortAttribute: "created_at",
            limit: try arguments.optionalLimit(),
            cursor: try arguments.optionalCursor()
        )
        list.after = try arguments.optionalTimestamp("since")
        // A page contains the newest messages in ascending order; its cursor leads to older ones.
        return try await list.newest(in: backend).reversed.answer("messages")
    }
}
