import JSON
import Lambda
import Tables

extension Catalogue {
    static let markRead: [Fault] = [
        fault("only the first 100 messages are read", .page { $0.items = Array($0.items.prefix(100)) }),
        fault("only the first 25 messages are read", .page { $0.items = Array($0.items.prefix(25)) }),
        fault(
            "both counters become 0",
            .transaction {
                $0.each(in: "Conversations") {
                    $0.changes += [.set("unread_user", 0), .set("unread_admin", 0)]
                }
            }
        ),
        fault("the other counter becomes 0", .request { $0.swapReader() }),
        fault("the counter stays", .transaction { $0.each(in: "Conversations") { $0.changes = [] } }),
        fault(
            "updated_at is set",
            .transaction {
                $0.each(in: "Conversations") { $0.changes.append(.set("updated_at", 4_102_444_800_000)) }
            }
        ),
        fault("messages stay unread", .transaction { $0.removeAll { $0.table == "Messages" } }),
        fault("an unknown conversation is made", .instead { await $1.readAnyway($0) }),
        fault(
            "an unknown conversation is a success",
            .answer { if $0.response.status == 404 { $0.response = Answer.json(["success": true]) } }
        ),
        fault(
            "any reader is taken",
            .request { if $0["reader_type"] != "admin" { $0["reader_type"] = "user" } }
        ),
        fault("a closed conversation is refused", .instead { await $1.refuseClosed($0) }),
        fault(
            "the conversation is closed as well",
            .transaction { $0.each(in: "Conversations") { $0.changes.append(.set("status", "closed")) } }
        ),
    ]

    private static func fault(_ name: String, _ injection: InjectionPoint) -> Fault {
        Fault("chat/mark-read", name, injection)
    }
}

extension Call {
    fileprivate mutating func swapReader() {
        switch self["reader_type"] {
        case "user": self["reader_type"] = "admin"
        case "admin": self["reader_type"] = "user"
        default: break
        }
    }
}
