import JSON
import Lambda
import Tables

extension Catalogue {
    static let approveLead: [Fault] = [
        fault(
            "the amount is rounded to whole dollars",
            .request {
                if let text = $0["commission_amount"]?.numberValue?.text, let amount = Double(text),
                    amount >= 0, amount < 1e6
                {
                    $0["commission_amount"] = .number(JSONNumber(Int(amount)))
                }
            }
        ),
        fault(
            "a text is taken as amount",
            .request {
                if let text = $0["commission_amount"]?.stringValue, let number = JSONNumber(text) {
                    $0["commission_amount"] = .number(number)
                }
            }
        ),
        fault(
            "a missing amount is 0",
            .request { if $0["commission_amount"] == nil { $0["commission_amount"] = 0 } }
        ),
        fault(
            "a negative amount is taken",
            .request {
                if $0["commission_amount"]?.numberValue?.isNegative == true { $0["commission_amount"] = 0 }
            }
        ),
        fault(
            "an amount over 10^12 is taken",
            .request {
                if let amount = $0["commission_amount"]?.numberValue, amount > 1_000_000_000_000 {
                    $0["commission_amount"] = 1
                }
            }
        ),
        fault("notes are dropped", .transaction { $0.each(in: "Leads") { $0.forget("admin_notes") } }),
        fault(
            "absent notes wipe earlier ones",
            advisory: true,
            .transaction {
                $0.each(in: "Leads") {
                    if !$0.changes.contains(where: { $0.attribute == "admin_notes" }) {
                        $0.changes.append(.set("admin_notes", ""))
                    }
                }
            }
        ),
        fault(
            "a rejected lead keeps its commission",
            .transaction {
                $0.each(in: "Leads") {
                    if $0.changes.contains(.remove("commission_amount")) { $0.forget("commission_amount") }
                }
            }
        ),
        fault("a decision is final", .instead { await $1.refuseDecided($0) }),
        fault("an unknown lead is made", .transaction { $0.dropConditions() }),
        fault(
            "the status is the verb",
            .transaction {
                $0.each(in: "Leads") {
                    $0.changes = $0.changes.map {
                        $0 == .set("status", "approved") ? .set("status", "approve") : $0
                    }
                }
            }
        ),
        fault("updated_at stays", .transaction { $0.each(in: "Leads") { $0.forget("updated_at") } }),
        fault(
            "every decision approves",
            .request {
                if $0["status"] == "reject" {
                    $0["status"] = "approve";
                    if $0["commission_amount"] == nil { $0["commission_amount"] = 0 }
                }
            }
        ),
        fault(
            "the wire form of the query is unknown",
            advisory: true,
            .answer {
                if $0.call.request.rawQuery.contains("action="),
                    $0.call.body?["action"]?.stringValue?.contains("/") == false
                {
                    $0.fail(400)
                }
            }
        ),
        fault(
            "a reject asks for an amount",
            .answer { if $0.call["status"] == "reject", $0.call["commission_amount"] == nil { $0.fail(400) } }
        ),
        fault(
            "created_at is set",
            .transaction { $0.each(in: "Leads") { $0.changes.append(.set("created_at", 4_102_444_800_000)) } }
        ),
        Fault(
            "admin/approve-lead",
            "the collapsed wire form is unknown",
            advisory: true,
            .answer { if ["approve", "reject"].contains($0.call.action) { $0.fail(404) } }
        ),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("admin/approve-lead", name, advisory: advisory, injection)
    }
}

extension FaultEnvironment {
    /// Refuses to decide a lead again.
    fileprivate func refuseDecided(_ call: Call) async -> LambdaResponse? {
        let id = call.text("lead_id")
        guard !id.isEmpty, let lead = try? await store.item(for: Key(.string(id)), in: "Leads") else {
            return nil
        }
        return lead["status"] == "pending" ? nil : Answer.failure(409)
    }
}
