import JSON
import Tables

/// Lists the conversations of all users for the admins, the newest first.
enum ListAllConversations: Action {
    static let name = "admin/conversations"
    static let method = ActionMethod.read

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let list = RecordList(
            table: TableNames.conversations,
            index: IndexNames.conversationsByStatus,
            keyAttribute: "conversation_id",
            partitions: try arguments.statuses(ConversationStatus.self),
            sortAttribute: "updated_at",
            limit: try arguments.optionalLimit() ?? Arguments.maximumLimit,
            cursor: try arguments.optionalCursor()
        )
        return try await list.newest(in: backend).answer("conversations")
    }
}
