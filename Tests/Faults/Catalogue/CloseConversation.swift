import JSON
import Lambda
import Tables

extension Catalogue {
    static let closeConversation: [Fault] = [
        fault("an unknown conversation is made", .instead { await $1.closeAnyway($0) }),
        fault(
            "an unknown conversation is a success",
            .answer { if $0.response.status == 404 { $0.response = Answer.json(["success": true]) } }
        ),
        fault(
            "the status is resolved",
            .transaction { $0.each(in: "Conversations") { $0.set("status", "resolved") } }
        ),
        fault("the status stays open", .transaction { $0.each(in: "Conversations") { $0.forget("status") } }),
        fault("updated_at stays", .transaction { $0.each(in: "Conversations") { $0.forget("updated_at") } }),
        fault("closing twice is a 409", .instead { await $1.refuseClosed($0) }),
        fault(
            "the counters stay",
            advisory: true,
            .transaction {
                $0.each(in: "Conversations") {
                    $0.forget("unread_admin"); $0.forget("unread_user")
                }
            }
        ),
        fault(
            "the messages stay unread",
            advisory: true,
            .transaction { $0.removeAll { $0.table == "Messages" } }
        ),
        fault(
            "created_at is set",
            .transaction {
                $0.each(in: "Conversations") { $0.changes.append(.set("created_at", 4_102_444_800_000)) }
            }
        ),
        fault(
            "last_message mentions it",
            .transaction {
                $0.each(in: "Conversations") { $0.changes.append(.set("last_message", "(closed)")) }
            }
        ),
        fault("closing again moves updated_at", advisory: true, .instead { await $1.touchClosed($0) }),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("chat/close", name, advisory: advisory, injection)
    }
}

extension WriteAction {
    mutating func set(_ attribute: String, _ value: JSONValue) {
        changes = changes.map { $0.attribute == attribute ? .set(attribute, value) : $0 }
    }
}

extension FaultEnvironment {
    /// Sets `updated_at` of a conversation that was closed before.
    fileprivate func touchClosed(_ call: Call) async -> LambdaResponse? {
        guard await refuseClosed(call) != nil else { return nil }
        let key = Key(.string(call.text("conversation_id")))
        await write(.update(key, in: "Conversations", [.add("updated_at", 1)]))
        return Answer.json(["success": true])
    }
}
