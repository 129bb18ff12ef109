import JSON
import Lambda
import Tables

extension Catalogue {
    static let replyToMessage: [Fault] = [
        fault("the counter is read and written back", .lostUpdate),
        fault("an unknown conversation is made", .transaction { $0.dropConditions() }),
        fault("a message stays behind for an unknown conversation", .transaction { $0.reverse() }),
        fault(
            "the user's counter stays",
            .transaction { $0.each(in: "Conversations") { $0.forget("unread_user") } }
        ),
        fault(
            "the admin's counter rises",
            .transaction { $0.each(in: "Conversations") { $0.swapCounters() } }
        ),
        fault(
            "the message is the user's",
            .transaction { $0.each(in: "Messages") { $0.edit { $0["sender_type"] = "user" } } }
        ),
        fault(
            "last_message stays",
            .transaction { $0.each(in: "Conversations") { $0.forget("last_message") } }
        ),
        fault("updated_at stays", .transaction { $0.each(in: "Conversations") { $0.forget("updated_at") } }),
        fault(
            "a missing admin_id is taken",
            .request { if $0["admin_id"] == nil { $0["admin_id"] = "admin" } }
        ),
        fault(
            "a closed conversation is answered",
            advisory: true,
            .transaction { $0.dropCondition(on: "status") }
        ),
        fault(
            "replies are read when they are stored",
            .transaction { $0.each(in: "Messages") { $0.edit { $0["is_read"] = true } } }
        ),
        fault(
            "text is trimmed",
            .request {
                if let text = $0["message"]?.stringValue {
                    $0["message"] = .string(text.trimmingPrefix(while: \.isWhitespace).description)
                }
            }
        ),
        fault("message_id is missing", advisory: true, .answer { $0.edit { $0["message_id"] = nil } }),
        fault(
            "every reply is from the same admin",
            .transaction { $0.each(in: "Messages") { $0.edit { $0["sender_id"] = "admin" } } }
        ),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("chat/reply", name, advisory: advisory, injection)
    }
}
