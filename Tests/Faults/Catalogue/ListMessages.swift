import JSON
import Lambda
import Tables

extension Catalogue {
    static let listMessages: [Fault] = [
        fault("the newest is first", .answer { $0.list("messages") { $0.reverse() } }),
        fault("only the first 100 are listed", .page { $0.items = Array($0.items.prefix(100)) }),
        fault("only the first page of 1 MB is listed", .page { _ in }),
        fault("text is trimmed", .answer { $0.records("messages") { $0.trim("message_text") } }),
        fault(
            "is_read is 0 or 1",
            .answer { $0.records("messages") { $0["is_read"] = $0["is_read"] == true ? 1 : 0 } }
        ),
        fault("an unknown conversation is a 404", .answer { if $0.body["messages"] == [] { $0.fail(404) } }),
        fault("times have fractions", .answer { $0.records("messages") { $0.addHalf("created_at") } }),
        fault("times are strings", .answer { $0.records("messages") { $0.toText("created_at") } }),
        fault("sender_type is missing", .answer { $0.records("messages") { $0["sender_type"] = nil } }),
        fault(
            "message_text is called text",
            .answer { $0.records("messages") { $0.rename("message_text", to: "text") } }
        ),
        fault(
            "characters beyond the basic plane are replaced",
            .answer { $0.records("messages") { $0.replaceAstral() } }
        ),
        fault(
            "accents are joined to their letters",
            .answer { $0.records("messages") { $0.compose("message_text") } }
        ),
        fault("markup is escaped", .answer { $0.records("messages") { $0.escapeMarkup() } }),
        fault(
            "the newest is left out",
            .answer { $0.list("messages") { if $0.count > 1 { $0.removeLast() } } }
        ),
        fault("since is taken as at or after", advisory: true, .request { $0.moveSinceBack() }),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("chat/messages", name, advisory: advisory, injection)
    }
}

extension JSONObject {
    fileprivate mutating func change(_ name: String, _ change: (String) -> String) {
        guard let text = self[name]?.stringValue else { return }
        self[name] = .string(change(text))
    }

    mutating func trim(_ name: String) {
        change(name) { $0.trimmingPrefix(while: \.isWhitespace).description }
    }

    fileprivate mutating func addHalf(_ name: String) {
        guard let text = self[name]?.numberValue?.text, let number = JSONNumber(text + ".5") else { return }
        self[name] = .number(number)
    }

    fileprivate mutating func replaceAstral() {
        change("message_text") { text in
            String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value > 0xFFFF ? "\u{FFFD}" : $0 }))
        }
    }

    fileprivate mutating func compose(_ name: String) {
        change(name) { $0.replacing("e\u{301}", with: "\u{E9}") }
    }

    fileprivate mutating func escapeMarkup() {
        change("message_text") { $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
    }
}

extension Call {
    fileprivate mutating func moveSinceBack() {
        guard let since = Int(text("since")) else { return }
        self["since"] = .string(String(since - 1))
    }
}
