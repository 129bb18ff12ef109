import JSON
import Lambda

extension Catalogue {
    /// An id that is a word of a language: it is an id like any other.
    static let wordsAsIdentifiers: [Fault] = [
        word("chat/send", "conversation_id", "null", "opens a conversation") { $0["conversation_id"] = nil },
        word("chat/send", "conversation_id", "undefined", "opens a conversation") {
            $0["conversation_id"] = .null
        },
        answer("chat/send", "user_id", "undefined", "is refused") { $0.fail(400) },
        answer("chat/send", "user_id", "__proto__", "is a 500") { $0.fail(500) },
        answer("chat/conversations", "user_id", "null", "is refused") { $0.fail(400) },
        Fault(
            "chat/conversations",
            "a user_id of undefined is everybody",
            .instead { call, environment in
                call.text("user_id") == "undefined" ? await environment.allConversations(call) : nil
            }
        ),
        answer("chat/messages", "conversation_id", "constructor", "is a 500") { $0.fail(500) },
        answer("chat/messages", "conversation_id", "undefined", "is refused") { $0.fail(400) },
        answer("chat/mark-read", "conversation_id", "null", "is taken") {
            $0.response = Answer.json(["success": true])
        },
        answer("chat/close", "conversation_id", "undefined", "is taken") {
            $0.response = Answer.json(["success": true])
        },
        answer("chat/reply", "admin_id", "toString", "is refused") { $0.fail(400) },
        answer("chat/reply", "conversation_id", "__proto__", "is taken") {
            $0.response = Answer.json(["success": true])
        },
        answer("admin/approve-lead", "lead_id", "constructor", "is taken") {
            $0.response = Answer.json(["success": true])
        },
        answer("affiliate/get-link", "affiliate_id", "toString", "is a 500") { $0.fail(500) },
        answer("affiliate/create-link", "affiliate_id", "null", "is refused") { $0.fail(400) },
        answer("affiliate/submit-lead", "link_id", "toString", "is taken") {
            $0.response = Answer.json(["success": true])
        },
        answer("affiliate/stats", "affiliate_id", "__proto__", "is refused") { $0.fail(404) },
        Fault(
            "affiliate/stats",
            "an affiliate_id of null is everybody",
            .instead { call, environment in
                guard call.text("affiliate_id") == "null" else { return nil }
                return await environment.statsOfAll()
            }
        ),
    ]

    private static func word(
        _ action: String,
        _ name: String,
        _ word: String,
        _ what: String,
        _ change: @escaping @Sendable (inout Call) -> Void
    ) -> Fault {
        Fault(action, "a \(name) of \(word) \(what)", .request { if $0.text(name) == word { change(&$0) } })
    }

    private static func answer(
        _ action: String,
        _ name: String,
        _ word: String,
        _ what: String,
        _ change: @escaping @Sendable (inout Answer) -> Void
    ) -> Fault {
        Fault(
            action,
            "a \(name) of \(word) \(what)",
            .answer { if $0.call.text(name) == word { change(&$0) } }
        )
    }
}

extension FaultEnvironment {
    /// The figures of all leads there are.
    fileprivate func statsOfAll() async -> LambdaResponse {
        let leads = await items(of: "Leads")
        func count(_ status: JSONValue) -> JSONValue {
            .number(JSONNumber(leads.count { $0["status"] == status }))
        }
        return Answer.json([
            "stats": [
                "total_leads": .number(JSONNumber(leads.count)), "approved_leads": count("approved"),
                "pending_leads": count("pending"), "rejected_leads": count("rejected"), "total_commission": 0,
            ]
        ])
    }
}
