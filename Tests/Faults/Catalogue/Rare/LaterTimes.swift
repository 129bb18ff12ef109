import JSON
import Tables

extension Catalogue {
    /// Faults that occur only the second or third time, for the second person, or in a certain order of actions.
    static let laterTimes: [Fault] = [
        rare("chat/reply: the user's counter stays", "only on the third reply", .time(3)),
        rare("chat/reply: the message is the user's", "only on the third reply", .time(3)),
        rare(
            "chat/reply: every reply is from the same admin",
            "only for the second admin of a conversation",
            .secondPerson("admin_id")
        ),
        rare(
            "chat/reply: last_message stays",
            "only when a reply follows another",
            .rightAfter("chat/reply")
        ),
        Fault(
            "chat/reply",
            "the counter rises by two",
            .transaction { $0.each(in: "Conversations") { $0.countTwice() } }
        ).only("only right after the messages were read", .rightAfter("chat/mark-read")),
        rare(
            "chat/send: the counter rises by two",
            "only right after the messages were read",
            .rightAfter("chat/mark-read") && .after("chat/reply")
        ),
        rare(
            "chat/send: messages are read when they are stored",
            "only on the third message of a conversation",
            .time(3)
        ),
        Fault(
            "chat/send",
            "updated_at goes back",
            .transaction { $0.each(in: "Conversations") { $0.set("updated_at", 1_600_000_000_000) } }
        ).only("only right after a reply", .rightAfter("chat/reply")),
        rare(
            "chat/mark-read: messages stay unread",
            "only the second time",
            .time(2)
        ),
        rare("chat/mark-read: the counter stays", "only the third time", .time(3)),
        rare(
            "chat/mark-read: the other counter becomes 0",
            "only the second time",
            .time(2)
        ),
        Fault(
            "chat/send",
            "the store is that of the user's conversation before",
            .transaction {
                $0.each(in: "Conversations") {
                    $0.edit { $0["store_url"] = "https://first.example.com" }
                }
            }
        ).only("only for a second conversation", .after("chat/send", to: "user_id")),
        Fault(
            "chat/conversations",
            "the third is left out",
            .answer { $0.list("conversations") { if $0.count == 3 { $0.remove(at: 2) } } }
        ),
        Fault(
            "affiliate/submit-lead",
            "a lead is not stored",
            .transaction { $0.removeAll { $0.table == "Leads" } }
        ).only("only the third of a link", .time(3, to: "link_id")),
        Fault(
            "affiliate/submit-lead",
            "the phone is lost",
            .transaction { $0.each(in: "Leads") { $0.edit { $0["lead_phone"] = "" } } }
        ).only("only from the second lead of a link on", .after("affiliate/submit-lead", to: "link_id")),
        Fault(
            "affiliate/stats",
            "one of three pending leads and more is forgotten",
            .answer {
                $0.edit { body in
                    guard let stats = body["stats"]?.objectValue,
                        let pending = stats["pending_leads"]?.intValue, pending >= 3
                    else { return }
                    body["stats"] = .object(stats.with("pending_leads", .number(JSONNumber(pending - 1))))
                }
            }
        ),
    ]
}

extension JSONObject {
    /// The object with another value for a member.
    func with(_ name: String, _ value: JSONValue) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
