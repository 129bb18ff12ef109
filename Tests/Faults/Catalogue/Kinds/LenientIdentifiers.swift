import JSON
import Lambda
import Tables

extension Catalogue {
    /// One id of one action that is not compared by its bytes: without case, or as a pattern with wildcards.
    static let lenientIdentifiers: [Fault] =
        [
            ("chat/conversations", "user_id", "Conversations"),
            ("chat/messages", "conversation_id", "Conversations"),
            ("chat/send", "conversation_id", "Conversations"), ("chat/send", "user_id", "Conversations"),
            ("chat/reply", "conversation_id", "Conversations"),
            ("chat/mark-read", "conversation_id", "Conversations"),
            ("chat/close", "conversation_id", "Conversations"), ("admin/approve-lead", "lead_id", "Leads"),
            ("affiliate/get-link", "affiliate_id", "AffiliateLinks"),
            ("affiliate/create-link", "affiliate_id", "AffiliateLinks"),
            ("affiliate/submit-lead", "link_id", "AffiliateLinks"),
            ("affiliate/stats", "affiliate_id", "AffiliateLinks"),
        ].map { action, name, table in
            lenient(action, name, table, "without case") { $0.lowercased() == $1.lowercased() }
        }
        + [
            ("chat/conversations", "user_id", "Conversations"),
            ("chat/messages", "conversation_id", "Conversations"),
            ("chat/close", "conversation_id", "Conversations"), ("admin/approve-lead", "lead_id", "Leads"),
            ("affiliate/get-link", "affiliate_id", "AffiliateLinks"),
            ("affiliate/stats", "affiliate_id", "AffiliateLinks"),
        ].map { action, name, table in
            lenient(action, name, table, "with % for any characters") { $0.matches($1, any: "%") }
        }
        + [
            ("chat/send", "conversation_id", "Conversations"),
            ("chat/reply", "conversation_id", "Conversations"),
            ("chat/mark-read", "conversation_id", "Conversations"),
            ("affiliate/submit-lead", "link_id", "AffiliateLinks"),
            ("affiliate/create-link", "affiliate_id", "AffiliateLinks"),
        ].map { action, name, table in
            lenient(action, name, table, "with _ for any character") { $0.matches($1, one: "_") }
        }

    /// Takes an id for one that is there where a comparison says so.
    private static func lenient(
        _ action: String,
        _ name: String,
        _ table: String,
        _ how: String,
        _ isSame: @escaping @Sendable (String, String) -> Bool
    ) -> Fault {
        Fault(
            action,
            "\(name) is compared \(how)",
            .instead { call, environment in
                let asked = call.text(name)
                let known = await environment.items(of: table).compactMap { $0[name]?.stringValue }
                guard !asked.isEmpty, !known.contains(where: { $0.utf8.elementsEqual(asked.utf8) }),
                    let meant = known.first(where: { isSame(asked, $0) })
                else { return nil }
                var call = call
                call[name] = .string(meant)
                return try? await environment.backend.send(call.request)
            }
        )
    }
}

extension String {
    /// Whether the text matches one that is kept, when its characters `any` and `one` are wildcards.
    fileprivate func matches(_ kept: String, any: Character? = nil, one: Character? = nil) -> Bool {
        guard let first else { return kept.isEmpty }
        let rest = String(dropFirst())
        if first == any {
            return (0...kept.count).contains { rest.matches(String(kept.dropFirst($0)), any: any, one: one) }
        }
        guard let other = kept.first, first == other || first == one else { return false }
        return rest.matches(String(kept.dropFirst()), any: any, one: one)
    }
}
