import JSON
import Lambda
import Tables

extension Catalogue {
    static let submitLead: [Fault] = [
        submit("an unknown link makes a lead", .instead { await $1.leadWithoutLink($0) }),
        submit(
            "the lead belongs to the link",
            .transaction { $0.each(in: "Leads") { $0.edit { $0["affiliate_id"] = $0["link_id"] } } }
        ),
        submit(
            "lead_name stays name",
            .transaction { $0.each(in: "Leads") { $0.edit { $0.rename("lead_name", to: "name") } } }
        ),
        submit(
            "absent pending_orders are empty",
            .transaction {
                $0.each(in: "Leads") {
                    $0.edit { if $0["pending_orders"] == "0" { $0["pending_orders"] = "" } }
                }
            }
        ),
        submit(
            "an absent phone is not stored",
            .transaction {
                $0.each(in: "Leads") { $0.edit { if $0["lead_phone"] == "" { $0["lead_phone"] = nil } } }
            }
        ),
        submit(
            "the status is new",
            .transaction { $0.each(in: "Leads") { $0.edit { $0["status"] = "new" } } }
        ),
        submit(
            "leads are approved at once",
            .transaction { $0.each(in: "Leads") { $0.edit { $0["status"] = "approved" } } }
        ),
        submit("a phone is asked for", .answer { if $0.call["lead_data"]?["phone"] == nil { $0.fail(400) } }),
        submit("any order_volume is kept", advisory: true, .request { $0.allowAnyVolume() }),
        submit("lead_id is missing", advisory: true, .answer { $0.edit { $0["lead_id"] = nil } }),
        submit(
            "a missing e-mail is taken",
            .request { $0.editLead { if $0["email"] == nil { $0["email"] = "none@example.com" } } }
        ),
        submit(
            "lead_data as text is a 500",
            .answer { if case .string? = $0.call["lead_data"] { $0.fail(500) } }
        ),
        submit("the product link is dropped", .request { $0.editLead { $0["product_link"] = nil } }),
        submit(
            "the name is put in lower case",
            .request {
                $0.editLead {
                    if let name = $0["name"]?.stringValue { $0["name"] = .string(name.lowercased()) }
                }
            }
        ),
    ]

    static let affiliateStats: [Fault] = [
        stats("commissions are summed as floats", .answer { $0.editStats { $0.sumAsFloat() } }),
        stats(
            "rejected leads count as approved",
            .answer { $0.editStats { $0["approved_leads"] = $0.sum("approved_leads", "rejected_leads") } }
        ),
        stats(
            "rejected leads are not in the total",
            .answer { $0.editStats { $0["total_leads"] = $0.sum("approved_leads", "pending_leads") } }
        ),
        stats(
            "an unknown affiliate is a 404",
            .answer { if $0.body["stats"]?["total_leads"] == 0 { $0.fail(404) } }
        ),
        stats("only the first lead is counted", .page { $0.items = Array($0.items.prefix(1)) }),
        stats("counts are strings", .answer { $0.editStats { $0.toText("total_leads") } }),
        stats(
            "stats are not wrapped",
            .answer { if let stats = $0.body["stats"]?.objectValue { $0.body = stats } }
        ),
        stats(
            "the total is called total",
            .answer { $0.editStats { $0.rename("total_leads", to: "total") } }
        ),
        stats(
            "commissions are in cents",
            .answer {
                $0.editStats {
                    if let total = $0["total_commission"]?.numberValue?.doubleValue {
                        $0["total_commission"] = .number(JSONNumber(Int((total * 100).rounded())))
                    }
                }
            }
        ),
        stats("another affiliate's leads count", .instead { await $1.countEveryone($0) }),
    ]

    private static func submit(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("affiliate/submit-lead", name, advisory: advisory, injection)
    }

    private static func stats(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("affiliate/stats", name, advisory: advisory, injection)
    }
}

extension Call {
    mutating func editLead(_ change: (inout JSONObject) -> Void) {
        guard var lead = self["lead_data"]?.objectValue else { return }
        change(&lead)
        self["lead_data"] = .object(lead)
    }

    fileprivate mutating func allowAnyVolume() {
        editLead { lead in
            guard let volume = lead["order_volume"]?.stringValue else { return }
            if !["0", "1-5", "5-20", "20-100", "100+"].contains(volume) { lead["order_volume"] = "0" }
        }
    }
}

extension Answer {
    fileprivate mutating func editStats(_ change: (inout JSONObject) -> Void) {
        edit { body in
            guard var stats = body["stats"]?.objectValue else { return }
            change(&stats)
            body["stats"] = .object(stats)
        }
    }
}

extension JSONObject {
    fileprivate func sum(_ names: String...) -> JSONValue {
        .number(JSONNumber(names.reduce(0) { $0 + (self[$1]?.intValue ?? 0) }))
    }

    /// What a sum of doubles looks like: 0.1 + 0.2 is 0.30000000000000004.
    fileprivate mutating func sumAsFloat() {
        guard let total = self["total_commission"]?.numberValue, total.decimalPlaces > 0,
            let drifted = JSONNumber(
                total.text + String(repeating: "0", count: 15 - total.decimalPlaces) + "4"
            )
        else { return }
        self["total_commission"] = .number(drifted)
    }
}

extension FaultEnvironment {
    /// Makes a lead for a link that nobody has.
    fileprivate func leadWithoutLink(_ call: Call) async -> LambdaResponse? {
        let link = call.text("link_id")
        guard !link.isEmpty, let data = call["lead_data"]?.objectValue, let name = data["name"],
            data["email"] != nil,
            await !items(of: "AffiliateLinks").contains(where: { $0["link_id"]?.stringValue == link })
        else { return nil }
        await write(
            .put(
                [
                    "lead_id": .string("phantom-\(link)"), "affiliate_id": "nobody", "link_id": .string(link),
                    "status": "pending", "lead_name": name, "lead_email": "x@example.com", "lead_phone": "",
                    "product_link": "", "order_volume": "0", "pending_orders": "0",
                    "created_at": 4_102_444_800_000, "updated_at": 4_102_444_800_000,
                ],
                in: "Leads"
            )
        )
        return Answer.failure(404)
    }

    /// Counts all leads there are, whoever asks.
    fileprivate func countEveryone(_ call: Call) async -> LambdaResponse? {
        guard !call.text("affiliate_id").isEmpty else { return nil }
        let leads = await items(of: "Leads")
        func count(_ status: JSONValue) -> JSONValue {
            .number(JSONNumber(leads.filter { $0["status"] == status }.count))
        }
        return Answer.json([
            "stats": [
                "total_leads": .number(JSONNumber(leads.count)), "approved_leads": count("approved"),
                "pending_leads": count("pending"), "rejected_leads": count("rejected"), "total_commission": 0,
            ]
        ])
    }
}
