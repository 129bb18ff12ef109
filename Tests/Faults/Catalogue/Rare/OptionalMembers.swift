import JSON
import Lambda
import Tables

extension Catalogue {
    /// Faults that occur only when an optional member is left out, or is null.
    static let optionalMembers: [Fault] = [
        Fault(
            "affiliate/submit-lead",
            "a phone that is null is stored as a word",
            .request {
                $0.editLead { if $0["phone"] == .null { $0["phone"] = "null" } }
            }
        ),
        Fault(
            "affiliate/submit-lead",
            "the volume is returned as the orders",
            .transaction {
                $0.each(in: "Leads") {
                    $0.edit { if $0["pending_orders"] == "0" { $0["pending_orders"] = $0["order_volume"] } }
                }
            }
        ).only("only when no orders are given", .call { $0["lead_data"]?["pending_orders"] == nil }),
        Fault(
            "affiliate/submit-lead",
            "the product link is the phone",
            .transaction {
                $0.each(in: "Leads") { $0.edit { $0["product_link"] = $0["lead_phone"] } }
            }
        ).only("only when there is no product link", .call { $0["lead_data"]?["product_link"] == nil }),
        Fault(
            "affiliate/submit-lead",
            "the volume is lost",
            .request { $0.editLead { $0["order_volume"] = nil } }
        )
        .only("only the greatest", .call { $0["lead_data"]?["order_volume"] == "100+" }),
        Fault(
            "admin/approve-lead",
            "notes that are null are stored",
            .transaction {
                $0.each(in: "Leads") { $0.changes.append(.set("admin_notes", "null")) }
            }
        ).only("only when they are sent so", .call { $0["admin_notes"] == .null }),
        Fault("admin/approve-lead", "a rejection without notes is refused", .answer { $0.fail(400) })
            .only("only without notes", .call { $0["status"] == "reject" && $0["admin_notes"] == nil }),
        Fault("chat/send", "a user has one conversation only", .instead { await $1.sendToFirst($0) })
            .only("only when conversation_id is null", .call { $0["conversation_id"] == .null }),
        Fault(
            "chat/send",
            "the answer names no conversation",
            .answer { $0.edit { $0["conversation_id"] = nil } }
        )
        .only("only when conversation_id is null", .call { $0["conversation_id"] == .null }),
        Fault("admin/conversations", "no more than 50 are given", .request { $0["limit"] = "50" })
            .only("only without a limit", .call { $0["limit"] == nil }),
        Fault(
            "admin/leads",
            "rejected ones are left out",
            .answer {
                $0.list("leads") { $0.removeAll { $0["status"] == "rejected" } }
            }
        ).only("only without a status", .call { $0["status"] == nil }),
    ]
}

extension FaultEnvironment {
    /// Sends the message to the user's conversation, if there is one already.
    fileprivate func sendToFirst(_ call: Call) async -> LambdaResponse? {
        let user = call.text("user_id")
        guard !user.isEmpty,
            let open = await items(of: "Conversations").first(where: {
                $0["user_id"] == .string(user) && $0["status"] == "open"
            })
        else { return nil }
        var call = call
        call["conversation_id"] = open["conversation_id"]
        return try? await backend.send(call.request)
    }
}
