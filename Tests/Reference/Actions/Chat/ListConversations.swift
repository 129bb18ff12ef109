import JSON
import Tables

/// Lists the conversations of one user, the one with the newest message first.
enum ListConversations: Action {
    static let name = "chat/conversations"
    static let method = ActionMethod.read

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let list = RecordList(
            table: TableNames.conversations,
            index: IndexNames.conversationsByUser,
            keyAttribute: "conversation_id",
            partitions: [try arguments.identifier("user_id")],
            sortAttribute: "updated_at",
            limit: try arguments.optionalLimit(),
            cursor: try arguments.optionalCursor()
        )
        return try await list.newest(in: backend).answer("conversations")
    }
}
