import JSON
import Lambda
import Tables

extension Catalogue {
    static let listConversations: [Fault] = [
        fault("every user's conversations are listed", .instead { await $1.allConversations($0) }),
        fault("the oldest is first", .answer { $0.list("conversations") { $0.reverse() } }),
        fault(
            "user_id is called userId",
            .answer { $0.records("conversations") { $0.rename("user_id", to: "userId") } }
        ),
        fault("counters are strings", .answer { $0.records("conversations") { $0.toText("unread_admin") } }),
        fault(
            "times are in seconds",
            .answer { $0.records("conversations") { $0.toSeconds("created_at", "updated_at") } }
        ),
        fault("only the first 25 are listed", .page { $0.items = Array($0.items.prefix(25)) }),
        fault("only the first page is listed", .page { $0.items = Array($0.items.prefix(100)) }),
        fault("closed ones are left out", .page { $0.items.removeAll { $0["status"] == "closed" } }),
        fault("an unknown user is a 404", .answer { if $0.body["conversations"] == [] { $0.fail(404) } }),
        fault("users are compared without regard to case", .instead { await $1.conversationsInAnyCase($0) }),
        fault(
            "last_message is missing",
            .answer { $0.records("conversations") { $0["last_message"] = nil } }
        ),
        fault("the list is called items", .answer { $0.rename("conversations", to: "items") }),
        fault(
            "store_url is cut at the query",
            .answer { $0.records("conversations") { $0.cut("store_url", at: "?") } }
        ),
        fault("the same cursor is given for ever", advisory: true, .request { $0["cursor"] = nil }),
        fault(
            "a limit of one too few",
            advisory: true,
            .answer { if $0.call["limit"] != nil { $0.list("conversations") { _ = $0.popLast() } } }
        ),
        fault("everything is unchanged", advisory: true, .answer { $0.neverChanges() }),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("chat/conversations", name, advisory: advisory, injection)
    }
}

extension JSONObject {
    mutating func cut(_ name: String, at separator: Character) {
        guard let text = self[name]?.stringValue else { return }
        self[name] = .string(String(text.prefix { $0 != separator }))
    }
}

extension Answer {
    /// Says that nothing has changed to whoever asks with any tag.
    mutating func neverChanges() {
        guard call.request.headers["If-None-Match"] != nil else { return }
        response.status = 304
        response.body = []
    }
}
