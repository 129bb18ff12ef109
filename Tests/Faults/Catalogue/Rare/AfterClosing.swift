import JSON
import Tables

extension Catalogue {
    /// Faults that occur only with a conversation that is closed, or is being closed in a certain state.
    static let afterClosing: [Fault] = [
        Fault(
            "chat/mark-read",
            "updated_at is set",
            .afterwards { await $1.set("updated_at", 4_102_444_800_000, $0.call) }
        ).only("only once the conversation is closed", .closed),
        rare("chat/mark-read: the counter stays", "only when nothing was answered", !.after("chat/reply")),
        Fault(
            "chat/mark-read",
            "a conversation is opened again",
            .afterwards { await $1.set("status", "open", $0.call) }
        ).only("only once it is closed", .closed),
        Fault(
            "chat/reply",
            "a reply opens the conversation again",
            advisory: true,
            .transaction {
                $0.dropCondition(on: "status")
                $0.each(in: "Conversations") { $0.changes.append(.set("status", "open")) }
            }
        ).only("only when nothing in it is unread", .closed && .conversation { $0["unread_user"] == 0 }),
        Fault(
            "chat/send",
            "a refused message shows in the list",
            advisory: true,
            .afterwards { await $1.touch($0.call) }
        ).only("only once the conversation is closed", .closed),
        Fault(
            "chat/close",
            "created_at becomes the time of closing",
            .instead { call, environment in
                await environment.set("created_at", 4_102_444_700_000, call)
                return nil
            }
        ).only("only when it is closed again", .closed),
        rare(
            "chat/close: the status stays open",
            "only when nothing is unread",
            .conversation { $0["unread_admin"] == 0 && $0["unread_user"] == 0 }
        ),
        rare(
            "chat/close: last_message mentions it",
            "only when an admin had the last word",
            .rightAfter("chat/reply")
        ),
        Fault(
            "chat/conversations",
            "a closed conversation has lost its store",
            .answer { $0.records("conversations") { if $0["status"] == "closed" { $0["store_url"] = "" } } }
        ),
        rare("chat/messages: the newest is left out", "only once the conversation is closed", .closed),
        Fault(
            "admin/conversations",
            "the order is that of the first messages",
            .answer { $0.list("conversations") { $0.sortByTime("created_at") } }
        ).only("only when closed ones are asked for", .text("status") { $0 == "closed" }),
        Fault(
            "admin/conversations",
            "last_message is empty",
            .answer {
                $0.records("conversations") { record in
                    if record["status"] == "closed", record["unread_user"] == 0 {
                        record["last_message"] = ""
                    }
                }
            }
        ).only("only of closed ones, without a status", .call { $0["status"] == nil }),
    ]
}

extension [JSONValue] {
    /// Puts the greatest time first.
    mutating func sortByTime(_ name: String) {
        sort { $0[name]?.intValue ?? 0 > $1[name]?.intValue ?? 0 }
    }
}

extension FaultEnvironment {
    /// Sets an attribute of the conversation that a call names, if it is there.
    func set(_ attribute: String, _ value: JSONValue, _ call: Call) async {
        guard await conversation(of: call) != nil else { return }
        let key = Key(.string(call.text("conversation_id")))
        await write(.update(key, in: "Conversations", [.set(attribute, value)]))
    }

    /// Lets a refused message show as a conversation's last one.
    func touch(_ call: Call) async {
        let text = call.text("message")
        if !text.isEmpty { await set("last_message", .string(text), call) }
    }
}
