import JSON
import Tables

/// Stores a submitted lead form for the affiliate of the referral link.
enum SubmitLead: Action {
    static let name = "affiliate/submit-lead"
    static let method = ActionMethod.write

    /// Three years, in seconds.
    private static let secondsToLive = 94_608_000

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let identifier = try arguments.identifier("link_id")
        let form = try arguments.object("lead_data")
        let volume = try form.optionalChoice("order_volume", OrderVolume.self) ?? .none
        var lead: Item = [
            "lead_name": .string(try form.nonBlankText("name")),
            "lead_email": .string(try form.nonBlankText("email")),
            "lead_phone": .string(try form.optionalText("phone") ?? ""),
            "product_link": .string(try form.optionalText("product_link") ?? ""),
            "order_volume": .string(volume.rawValue),
            "pending_orders": .string(try form.optionalText("pending_orders") ?? "0"),
            "status": .string(LeadStatus.pending.rawValue),
            "link_id": .string(identifier),
        ]
        guard let link = try await link(identifier, in: backend) else { throw .unknown("link", identifier) }
        lead["affiliate_id"] = link["affiliate_id"]
        let time = backend.timestamp
        lead["created_at"] = .number(time)
        lead["updated_at"] = .number(time)
        backend.options.addExpiry(to: &lead, createdAt: time, secondsToLive: secondsToLive)
        return try await backend.retrying { () async throws(Failure) -> JSONObject? in
            let id = backend.identifiers.identifier()
            var item = lead
            item["lead_id"] = .string(id)
            let result = try await backend.attempt([
                .put(item, in: TableNames.leads, if: .absent("lead_id"))
            ])
            guard case .written = result else { return nil }
            return ["success": true, "lead_id": .string(id)]
        }
    }

    /// Returns the link with that id, if there is one.
    static func link(_ identifier: String, in backend: SupportBackend) async throws(Failure) -> Item? {
        try await backend.items(
            Query(
                TableNames.links,
                index: IndexNames.linksByIdentifier,
                partition: .string(identifier)
            )
        ).first
    }
}
