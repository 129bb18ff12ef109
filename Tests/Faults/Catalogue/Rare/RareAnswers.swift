import JSON
import Lambda

extension Catalogue {
    /// Answers of the wrong shape for one cause only.
    static let rareAnswers: [Fault] = [
        failure("error is an object, only for a foreign conversation", "foreign_conversation") {
            $0.editFailure { $0["error"] = ["code": 403] }
        },
        failure("the error is HTML, only for a closed conversation", "conversation_closed") {
            $0.response.headers["Content-Type"] = "text/html"
            $0.response.body = Array("<html>".utf8)
        },
        failure("the error is missing, only for an unknown lead", "unknown_lead") {
            $0.editFailure { $0["error"] = nil }
        },
        failure("a stack trace is shown, only for an unknown link", "unknown_link") {
            $0.editFailure {
                $0["error"] =
                    "TypeError: x\n    at handler (/var/task/index.js:10:5)\n    at process (node:internal:95:5)"
            }
        },
        failure("there is no CORS header, only for the wrong method", "method_not_allowed") {
            $0.response.headers["Access-Control-Allow-Origin"] = nil
        },
        failure("failures say success, only for an unknown conversation", "unknown_conversation") {
            $0.editFailure { $0["success"] = true }
        },
        fault("304 has no CORS header") { answer in
            if answer.response.status == 304 { answer.response.headers["Access-Control-Allow-Origin"] = nil }
        },
        fault("the CORS header is sent twice, only for text/plain") { answer in
            if answer.call.request.headers["Content-Type"]?.hasPrefix("text/plain") == true {
                answer.response.headers.append("Access-Control-Allow-Origin", "*")
            }
        },
        fault("counters are strings, only above 9") { answer in
            answer.records("conversations") {
                if $0["unread_admin"]?.intValue ?? 0 > 9 { $0.toText("unread_admin") }
            }
        },
        fault("times are in seconds, only of closed conversations") { answer in
            answer.records("conversations") { if $0["status"] == "closed" { $0.toSeconds("updated_at") } }
        },
        fault("notes are null, only of rejected leads without any") { answer in
            answer.records("leads") {
                if $0["status"] == "rejected", $0["admin_notes"] == nil { $0["admin_notes"] = .null }
            }
        },
        fault("an empty list is left out, only of messages") { answer in
            answer.edit { if $0["messages"] == [] { $0["messages"] = nil } }
        },
    ]

    private static func fault(_ name: String, _ change: @escaping @Sendable (inout Answer) -> Void) -> Fault {
        Fault("transport", name, .answer(change))
    }

    /// Changes failures of one cause.
    private static func failure(
        _ name: String,
        _ code: String,
        _ change: @escaping @Sendable (inout Answer) -> Void
    ) -> Fault {
        fault(name) { if $0.response.status >= 400, $0.body["code"]?.stringValue == code { change(&$0) } }
    }
}
