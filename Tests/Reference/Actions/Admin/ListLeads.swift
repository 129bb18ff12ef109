import JSON
import Tables

/// Lists the leads of all affiliates for the admins, the newest first.
enum ListLeads: Action {
    static let name = "admin/leads"
    static let method = ActionMethod.read

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let list = RecordList(
            table: TableNames.leads,
            index: IndexNames.leadsByStatus,
            keyAttribute: "lead_id",
            partitions: try arguments.statuses(LeadStatus.self),
            sortAttribute: "created_at",
            limit: try arguments.optionalLimit() ?? Arguments.maximumLimit,
            cursor: try arguments.optionalCursor()
        )
        return try await list.newest(in: backend).answer("leads")
    }
}
