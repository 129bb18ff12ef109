import JSON
import Lambda
import Tables

extension Catalogue {
    static let listLeads: [Fault] = [
        fault("no status means pending", .request { if $0["status"] == nil { $0["status"] = "pending" } }),
        fault(
            "lead_email is called email",
            .answer { $0.records("leads") { $0.rename("lead_email", to: "email") } }
        ),
        fault("the oldest is first", .answer { $0.list("leads") { $0.reverse() } }),
        fault("the limit is ignored", .request { if (Int($0.text("limit")) ?? 0) > 0 { $0["limit"] = nil } }),
        fault(
            "a limit below 1 is taken",
            .request { if (Int($0.text("limit")) ?? 1) < 1 { $0["limit"] = nil } }
        ),
        fault(
            "a limit over 100 is refused",
            .answer { if (Int($0.call.text("limit")) ?? 0) > 100 { $0.fail(400) } }
        ),
        fault("pending_orders is a number", .answer { $0.records("leads") { $0["pending_orders"] = 0 } }),
        fault(
            "an unknown status means all",
            .request {
                if !["pending", "approved", "rejected"].contains($0.text("status")) { $0["status"] = nil }
            }
        ),
        fault(
            "approved leads are left out",
            .answer { $0.list("leads") { $0.removeAll { $0["status"] == "approved" } } }
        ),
        fault(
            "times are in seconds",
            .answer { $0.records("leads") { $0.toSeconds("created_at", "updated_at") } }
        ),
        fault("link_id is missing", .answer { $0.records("leads") { $0["link_id"] = nil } }),
        fault(
            "the commission is a string",
            .answer { $0.records("leads") { $0.toText("commission_amount") } }
        ),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("admin/leads", name, advisory: advisory, injection)
    }
}
