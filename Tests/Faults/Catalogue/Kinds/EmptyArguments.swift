import JSON
import Lambda

extension Catalogue {
    /// An optional argument that is empty: in a query as if it were absent, in a body the empty text that it is.
    static let emptyArguments: [Fault] = [
        query("chat/conversations", "limit", "is one", "1"),
        query("chat/messages", "limit", "is one", "1"),
        query("admin/conversations", "limit", "is one", "1"),
        query("admin/leads", "limit", "is one", "1"),
        query("admin/conversations", "status", "is open", "open"),
        query("admin/leads", "status", "is approved", "approved"),
        query("chat/messages", "since", "is now", "4102444800000"),
        refused("chat/conversations", "cursor"), refused("chat/messages", "cursor"),
        refused("admin/leads", "cursor"), refused("admin/conversations", "cursor"),
        Fault(
            "chat/messages",
            "an empty since is none at all, which gives nothing",
            .answer { if $0.call["since"] == "" { $0.list("messages") { $0 = [] } } }
        ),
        lead("phone", "is stored as none", "none"), lead("product_link", "is stored as a slash", "/"),
        lead("pending_orders", "is stored as 0", "0"),
        Fault(
            "admin/approve-lead",
            "empty admin_notes leave the earlier ones",
            .request { if $0["admin_notes"] == "" { $0["admin_notes"] = nil } }
        ),
    ]

    private static func query(_ action: String, _ name: String, _ what: String, _ value: String) -> Fault {
        Fault(
            action,
            "an empty \(name) \(what)",
            .request { if $0["cursor"] == nil, $0[name] == "" { $0[name] = .string(value) } }
        )
    }

    private static func refused(_ action: String, _ name: String) -> Fault {
        Fault(action, "an empty \(name) is refused", .answer { if $0.call[name] == "" { $0.fail(400) } })
    }

    private static func lead(_ name: String, _ what: String, _ value: JSONValue) -> Fault {
        Fault(
            "affiliate/submit-lead",
            "an empty \(name) \(what)",
            .request { $0.editLead { if $0[name] == "" { $0[name] = value } } }
        )
    }
}
