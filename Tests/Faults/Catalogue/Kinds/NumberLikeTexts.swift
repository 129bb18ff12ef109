import JSON
import Tables

extension Catalogue {
    /// One member in which a text that looks like something else is not kept as the text that it is.
    static let numberLikeTexts: [Fault] = [
        text(
            "chat/send",
            "Messages",
            "message_text",
            "with zeros before a number cut off",
            { $0.withoutZeros }
        ),
        text("chat/send", "Messages", "message_text", "as a word of JSON", { $0.ofJSON }),
        text("chat/send", "Conversations", "store_url", "as a number", { $0.asNumber }),
        text("chat/send", "Conversations", "store_url", "without white space around it", { $0.trimmed }),
        text("chat/reply", "Messages", "message_text", "as the number in figures", { $0.inFigures }),
        text("chat/reply", "Messages", "message_text", "without white space around it", { $0.trimmed }),
        text("affiliate/submit-lead", "Leads", "lead_name", "without white space around it", { $0.trimmed }),
        text("affiliate/submit-lead", "Leads", "lead_name", "as a number", { $0.asNumber }),
        text("affiliate/submit-lead", "Leads", "lead_email", "without white space around it", { $0.trimmed }),
        text("affiliate/submit-lead", "Leads", "lead_phone", "as a number", { $0.asNumber }),
        text(
            "affiliate/submit-lead",
            "Leads",
            "lead_phone",
            "with zeros before a number cut off",
            \.withoutZeros
        ),
        text("affiliate/submit-lead", "Leads", "product_link", "as a word of JSON", { $0.ofJSON }),
        text(
            "affiliate/submit-lead",
            "Leads",
            "pending_orders",
            "with zeros before a number cut off",
            \.withoutZeros
        ),
        text(
            "affiliate/submit-lead",
            "Leads",
            "pending_orders",
            "as the number in figures",
            { $0.inFigures }
        ),
        text("admin/approve-lead", "Leads", "admin_notes", "as a number", { $0.asNumber }),
        text("admin/approve-lead", "Leads", "admin_notes", "as a word of JSON", { $0.ofJSON }),
        text("admin/approve-lead", "Leads", "admin_notes", "without white space around it", { $0.trimmed }),
    ]

    private static func text(
        _ action: String,
        _ table: String,
        _ attribute: String,
        _ how: String,
        _ kept: @escaping @Sendable (String) -> JSONValue
    ) -> Fault {
        Fault(
            action,
            "\(attribute) is kept \(how)",
            .transaction {
                $0.each(in: table) { write in
                    write.edit {
                        if let text = $0[attribute]?.stringValue { $0[attribute] = kept(text) }
                    }
                    write.changes = write.changes.map { change in
                        guard case .set(attribute, .string(let text)) = change else { return change }
                        return .set(attribute, kept(text))
                    }
                }
            }
        )
    }
}

extension String {
    fileprivate var trimmed: JSONValue {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return .string(text.isEmpty ? self : String(text))
    }

    fileprivate var withoutZeros: JSONValue {
        guard Int(self) != nil, count < 18 else { return .string(self) }
        return .string(String(Int(self) ?? 0))
    }

    fileprivate var asNumber: JSONValue {
        guard count < 18 else { return .string(self) }
        if let whole = Int(self) { return .number(JSONNumber(whole)) }
        return JSONNumber(self).map { .number($0) } ?? .string(self)
    }

    fileprivate var inFigures: JSONValue {
        guard count < 18, let number = Double(self), number == number.rounded(), abs(number) < 1e15 else {
            return .string(self)
        }
        return .string(String(Int(number)))
    }

    fileprivate var ofJSON: JSONValue {
        switch self {
        case "true": true
        case "false": false
        case "null": .string("")
        default: .string(self)
        }
    }
}
