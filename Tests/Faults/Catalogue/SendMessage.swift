import JSON
import Lambda
import Tables

extension Catalogue {
    static let sendMessage: [Fault] = [
        fault("the counter is read and written back", .lostUpdate),
        fault("an unknown conversation is made", .transaction { $0.dropConditions() }),
        fault("the message stays when the conversation is refused", .transaction { $0.reverse() }),
        fault("the conversation has no message", .transaction { $0.removeAll { $0.table == "Messages" } }),
        fault("anyone may write to a conversation", .transaction { $0.dropCondition(on: "user_id") }),
        fault(
            "a closed conversation is written to",
            advisory: true,
            .transaction { $0.dropCondition(on: "status") }
        ),
        fault(
            "last_message stays",
            .transaction { $0.each(in: "Conversations") { $0.forget("last_message") } }
        ),
        fault("updated_at stays", .transaction { $0.each(in: "Conversations") { $0.forget("updated_at") } }),
        fault(
            "the user's counter rises",
            .transaction { $0.each(in: "Conversations") { $0.swapCounters() } }
        ),
        fault("the counter rises by two", .transaction { $0.each(in: "Conversations") { $0.countTwice() } }),
        fault("message_id is called messageId", .answer { $0.rename("message_id", to: "messageId") }),
        fault("conversation_id is missing", .answer { $0.edit { $0["conversation_id"] = nil } }),
        fault(
            "an empty conversation_id opens one",
            .request { if $0["conversation_id"] == "" { $0["conversation_id"] = nil } }
        ),
        fault(
            "a null conversation_id is refused",
            .answer { if $0.call["conversation_id"] == .null { $0.fail(400) } }
        ),
        fault("text is cut after 1,000 characters", .request { $0.shorten("message", to: 1_000) }),
        fault(
            "text over 300,000 bytes is refused",
            .answer { if $0.call.text("message").utf8.count > 300_000 { $0.fail(400) } }
        ),
        fault(
            "text over 400,000 bytes is cut and taken",
            .request { if $0.text("message").utf8.count > 399_000 { $0.shorten("message", to: 399_000) } }
        ),
        fault(
            "a text that is a number is a 500",
            .answer { if case .number? = $0.call["message"] { $0.fail(500) } }
        ),
        fault(
            "a missing store_url is taken",
            .request { if $0["store_url"] == nil { $0["store_url"] = "none" } }
        ),
        fault(
            "sender_id is the conversation's",
            .transaction { $0.each(in: "Messages") { $0.edit { $0["sender_id"] = $0["conversation_id"] } } }
        ),
        fault(
            "messages are read when they are stored",
            .transaction { $0.each(in: "Messages") { $0.edit { $0["is_read"] = true } } }
        ),
        fault(
            "a blank message is taken",
            advisory: true,
            .request {
                if $0["message"] != nil, $0.text("message").allSatisfy(\.isWhitespace),
                    !$0.text("message").isEmpty
                {
                    $0["message"] = "(blank)"
                }
            }
        ),
        fault("success is false in the response", .answer { $0.edit { $0["success"] = false } }),
        fault("every message opens a conversation", .request { $0["conversation_id"] = nil }),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("chat/send", name, advisory: advisory, injection)
    }
}

extension Call {
    mutating func shorten(_ name: String, to count: Int) {
        guard let text = self[name]?.stringValue, text.utf8.count > count else { return }
        self[name] = .string(String(text.prefix(count)))
    }
}

extension WriteAction {
    mutating func swapCounters() {
        changes = changes.map { change in
            switch change {
            case .add("unread_admin", let number): .add("unread_user", number)
            case .add("unread_user", let number): .add("unread_admin", number)
            default: change
            }
        }
    }

    mutating func countTwice() {
        changes = changes.map { change in
            if case .add(let name, let number) = change { .add(name, number + number) } else { change }
        }
    }
}

extension [WriteAction] {
    /// Takes the conditions on one attribute away, and those on the time, by which the reference would notice that
    /// it has to look again; keeps the others.
    mutating func dropCondition(on attribute: String) {
        self = map { action in
            var action = action
            if case .all(let conditions)? = action.condition {
                action.condition = .all(
                    conditions.filter { !$0.isAbout(attribute) && !$0.isAbout("updated_at") }
                )
            }
            return action
        }
    }
}

extension Condition {
    fileprivate func isAbout(_ attribute: String) -> Bool {
        switch self {
        case .exists(let name), .absent(let name), .equals(let name, _), .compare(let name, _, _),
            .beginsWith(let name, _), .contains(let name, _):
            name == attribute
        case .not(let condition): condition.isAbout(attribute)
        case .all(let conditions), .any(let conditions): conditions.allSatisfy { $0.isAbout(attribute) }
        }
    }
}
