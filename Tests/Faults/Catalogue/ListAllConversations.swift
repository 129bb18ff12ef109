import JSON
import Lambda
import Tables

extension Catalogue {
    static let listAllConversations: [Fault] = [
        fault("no status means open", .request { if $0["status"] == nil { $0["status"] = "open" } }),
        fault("the limit is applied before the filter", .instead { await $1.limitBeforeFilter($0) }),
        fault("the oldest is first", .answer { $0.list("conversations") { $0.reverse() } }),
        fault("the limit is ignored", .request { if (Int($0.text("limit")) ?? 0) > 0 { $0["limit"] = nil } }),
        fault(
            "a limit over 100 is refused",
            .answer { if (Int($0.call.text("limit")) ?? 0) > 100 { $0.fail(400) } }
        ),
        fault("a limit of 0 is taken", .request { if $0["limit"] == "0" { $0["limit"] = nil } }),
        fault(
            "a limit that is no number is taken",
            .request { if Double($0.text("limit")) == nil { $0["limit"] = nil } }
        ),
        fault(
            "a limit with a fraction is rounded",
            .request { if $0.text("limit").contains(".") { $0["limit"] = "1" } }
        ),
        fault(
            "an unknown status is an empty list",
            .answer {
                if $0.response.status == 400, $0.call["status"] != nil {
                    $0.response = Answer.json(["conversations": []])
                }
            }
        ),
        fault("open ones stand before closed ones", .answer { $0.list("conversations") { $0.openFirst() } }),
        fault(
            "status=all is refused",
            advisory: true,
            .answer { if $0.call["status"] == "all" { $0.fail(400) } }
        ),
        fault(
            "the status filter is ignored",
            .request { if ["open", "closed"].contains($0.text("status")) { $0["status"] = nil } }
        ),
        fault("unread_user is missing", .answer { $0.records("conversations") { $0["unread_user"] = nil } }),
        fault("a user_id is asked for", .answer { if $0.call["user_id"] == nil { $0.fail(400) } }),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("admin/conversations", name, advisory: advisory, injection)
    }
}

extension [JSONValue] {
    fileprivate mutating func openFirst() {
        self = filter { $0["status"] == "open" } + filter { $0["status"] != "open" }
    }
}

extension FaultEnvironment {
    /// Takes the newest of all and only then looks at their status.
    fileprivate func limitBeforeFilter(_ call: Call) async -> LambdaResponse? {
        guard let limit = Int(call.text("limit")), limit > 0, call["status"] != nil else { return nil }
        let newest = await items(of: "Conversations").sorted { left, right in
            left["updated_at"]?.intValue ?? 0 > right["updated_at"]?.intValue ?? 0
        }
        let matching = newest.prefix(limit).filter { $0["status"]?.stringValue == call.text("status") }
        return Answer.json(["conversations": .array(matching.map { .object($0) })])
    }
}
