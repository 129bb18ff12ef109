import JSON
import Tables

/// Counts an affiliate's leads by status, without a cache.
enum AffiliateStats: Action {
    static let name = "affiliate/stats"
    static let method = ActionMethod.read

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let affiliate = try arguments.identifier("affiliate_id")
        let leads = try await backend.items(
            Query(
                TableNames.leads,
                index: IndexNames.leadsByAffiliate,
                partition: .string(affiliate)
            )
        )
        var counts: [LeadStatus: Int] = [:]
        var commission: JSONNumber = 0
        for lead in leads {
            guard let status = LeadStatus(rawValue: lead.text("status")) else { continue }
            counts[status, default: 0] += 1
            if status == .approved { commission += lead["commission_amount"]?.numberValue ?? 0 }
        }
        return [
            "stats": [
                "total_leads": .number(JSONNumber(counts.values.reduce(0, +))),
                "approved_leads": .number(JSONNumber(counts[.approved] ?? 0)),
                "pending_leads": .number(JSONNumber(counts[.pending] ?? 0)),
                "rejected_leads": .number(JSONNumber(counts[.rejected] ?? 0)),
                "total_commission": .number(commission),
            ]
        ]
    }
}
