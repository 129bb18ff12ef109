import JSON
import Tables

extension Catalogue {
    /// Faults that occur only with leads that were decided before, or beside one that was.
    static let decisions: [Fault] = [
        Fault(
            "admin/approve-lead",
            "the commission is missing",
            .transaction { $0.each(in: "Leads") { $0.forget("commission_amount") } }
        ).only("only after a rejection", .lead { $0["status"] == "rejected" }),
        rare(
            "admin/approve-lead: updated_at stays",
            "only when the lead was decided before",
            .lead { $0["status"] != "pending" }
        ),
        Fault(
            "admin/approve-lead",
            "commissions add up",
            .transaction {
                $0.each(in: "Leads") {
                    $0.changes = $0.changes.map { change in
                        guard case .set("commission_amount", .number(let amount)) = change else {
                            return change
                        }
                        return .add("commission_amount", amount)
                    }
                }
            }
        ).only("only when the lead was approved before", .lead { $0["status"] == "approved" }),
        rare(
            "admin/approve-lead: notes are dropped",
            "only when a decision is changed",
            .lead { $0["status"] != "pending" }
        ),
        rare(
            "admin/approve-lead: every decision approves",
            "only when the lead was approved before",
            .lead { $0["status"] == "approved" }
        ),
        rare(
            "admin/approve-lead: created_at is set",
            "only when an approved lead is rejected",
            .lead { $0["status"] == "approved" } && .text("status") { $0 == "reject" }
        ),
        rare(
            "admin/approve-lead: a decision is final",
            "only once it was changed",
            .time(3, to: "lead_id")
        ),
        rare(
            "affiliate/submit-lead: leads are approved at once",
            "only beside an approved lead of the link",
            .linkWithLead { $0["status"] == "approved" }
        ),
        Fault(
            "affiliate/submit-lead",
            "the form is refused",
            .answer { $0.fail(403) }
        ).only("only after a lead of the link was rejected", .linkWithLead { $0["status"] == "rejected" }),
        Fault(
            "admin/leads",
            "the order is that of the decisions",
            .answer { $0.list("leads") { $0.sortByTime("updated_at") } }
        ).only("only of approved ones", .text("status") { $0 == "approved" }),
        Fault(
            "admin/leads",
            "notes are shown for others too",
            .answer { answer in
                answer.list("leads") { leads in
                    guard let notes = leads.compactMap({ $0["admin_notes"] }).first else { return }
                    leads = leads.map { lead in
                        guard lead["status"] == "pending", let object = lead.objectValue else { return lead }
                        return .object(object.with("admin_notes", notes))
                    }
                }
            }
        ),
        Fault(
            "affiliate/stats",
            "a rejected lead beside an approved one counts as pending",
            .answer {
                $0.edit { body in
                    guard let stats = body["stats"]?.objectValue,
                        let rejected = stats["rejected_leads"]?.intValue, rejected > 0,
                        stats["approved_leads"]?.intValue ?? 0 > 0,
                        let pending = stats["pending_leads"]?.intValue
                    else { return }
                    body["stats"] = .object(
                        stats.with("pending_leads", .number(JSONNumber(pending + rejected)))
                            .with("rejected_leads", 0)
                    )
                }
            }
        ),
    ]
}
