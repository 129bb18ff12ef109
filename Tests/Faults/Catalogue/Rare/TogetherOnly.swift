import JSON
import Tables

extension Catalogue {
    /// Faults that occur only while another call of the same action is under way.
    static let togetherOnly: [Fault] = [
        rare("chat/send: the conversation has no message", "only beside another one", .concurrent),
        rare("chat/send: last_message stays", "only beside another one", .concurrent),
        rare("chat/reply: last_message stays", "only beside another one", .concurrent),
        Fault("chat/reply", "a reply is lost", .transaction { $0.removeAll() })
            .only("only beside another one", .concurrent),
        Fault(
            "affiliate/submit-lead",
            "leads of one link overwrite each other",
            .transaction {
                $0.dropConditions()
                $0.each(in: "Leads") { $0.edit { $0["lead_id"] = $0["link_id"] } }
            }
        ).only("only beside another one", .concurrent),
        Fault(
            "affiliate/create-link",
            "two affiliates get one link",
            .transaction {
                $0.each(in: "AffiliateLinks") {
                    $0.edit {
                        $0["link_id"] = "TOGETHER1"
                        $0["affiliate_url"] = "https://dashboard.commercive.co/affiliate-form?ref=TOGETHER1"
                    }
                }
            }
        ).only("only beside another one", .concurrent),
        Fault("admin/approve-lead", "a decision is lost", .transaction { $0.removeAll() })
            .only("only beside another one", .concurrent),
        Fault(
            "admin/approve-lead",
            "the commission is lost",
            .transaction { $0.each(in: "Leads") { $0.forget("commission_amount") } }
        ).only("only beside another one", .concurrent),
    ]
}
