import JSON
import Lambda

extension Catalogue {
    /// A tag that is made of some of what the answer shows, so that it does not change with the rest.
    static let forgetfulTags: [Fault] = [
        tag("chat/conversations", "unread_user"), tag("chat/conversations", "unread_admin"),
        tag("chat/conversations", "status", "updated_at", "unread_user", "unread_admin"),
        tag("chat/conversations", "last_message", "updated_at", "unread_user", "unread_admin"),
        tag("chat/messages", "is_read"),
        tag("chat/messages", "is_read", "message_text"),
        tag("admin/conversations", "unread_user"), tag("admin/conversations", "unread_admin"),
        tag("admin/conversations", "status", "updated_at", "unread_user", "unread_admin"),
        tag("admin/conversations", "last_message", "updated_at", "unread_user", "unread_admin"),
        tag("admin/leads", "admin_notes", "updated_at"),
        tag("admin/leads", "status", "commission_amount", "updated_at"),
        tag("admin/leads", "commission_amount", "updated_at"),
        tag("admin/leads", "status", "updated_at"),
        tag("affiliate/stats", "total_commission"),
        tag("affiliate/stats", "approved_leads", "pending_leads", "total_commission"),
        tag("affiliate/stats", "rejected_leads", "pending_leads"),
    ]

    /// A tag that is sent and never compared, so that every poll gets the whole answer.
    static let uselessTags: [Fault] = [
        "chat/conversations", "chat/messages", "admin/conversations", "admin/leads", "affiliate/get-link",
        "affiliate/stats",
    ].map { action in
        Fault(
            action,
            "If-None-Match is not read",
            advisory: true,
            .request { $0.request.headers["If-None-Match"] = nil }
        )
    }

    private static func tag(_ action: String, _ names: String...) -> Fault {
        Fault(
            action,
            "the tag does not know of \(names.joined(separator: ", "))",
            advisory: true,
            .answer { $0.tag(without: Set(names)) }
        )
    }
}

extension Answer {
    /// Gives a success a tag that leaves members out, and answers 304 where that is the one which the client has.
    fileprivate mutating func tag(without names: Set<String>) {
        guard succeeded, isRead else { return }
        let known = JSONValue.object(body).without(names).compactText
        let tag = "\"\(StableHash.of(known, 1))\""
        if call.request.headers["If-None-Match"] == tag {
            response.status = 304
            response.body = []
        }
        response.headers["ETag"] = tag
    }
}

extension JSONValue {
    fileprivate func without(_ names: Set<String>) -> JSONValue {
        switch self {
        case .array(let elements): .array(elements.map { $0.without(names) })
        case .object(let object):
            .object(
                JSONObject(
                    object.filter { !names.contains($0.name) }
                        .map { JSONMember(name: $0.name, value: $0.value.without(names)) }
                )
            )
        default: self
        }
    }
}
