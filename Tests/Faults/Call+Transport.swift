import JSON
import Lambda

extension Call {
    private static let parameters = [
        "action", "user_id", "conversation_id", "affiliate_id", "status", "limit", "cursor", "since",
    ]
    private static let members =
        parameters + [
            "store_url", "message", "admin_id", "reader_type", "lead_id", "commission_amount", "admin_notes",
            "affiliate_email", "link_id", "lead_data",
        ]

    /// Whether a Function URL would pass the body in base64.
    var isBinary: Bool {
        guard let type = request.headers["Content-Type"], request.method == "POST" else { return false }
        return !type.hasPrefix("text/") && !type.contains("json") && !type.contains("xml")
            && !type.contains("javascript")
    }

    /// Whether the body of a write is not JSON.
    var isMalformed: Bool {
        request.method == "POST" && !request.body.isEmpty && request.body.count < 1_000
            && (try? JSONParser(duplicateNames: .keepLast).parse(request.body)) == nil
    }

    var repeatsParameter: Bool {
        let names = QueryString(parsing: request.rawQuery).parameters.map(\.name)
        return Set(names).count < names.count
    }

    var hasUnknownParameter: Bool {
        QueryString(parsing: request.rawQuery).parameters.contains { !Self.parameters.contains($0.name) }
    }

    var hasUnknownMember: Bool {
        body?.contains { !Self.members.contains($0.name) } == true
    }

    /// The nesting of the body's brackets, including those in strings.
    var depth: Int {
        var depth = 0
        var deepest = 0
        for byte in request.body where request.body.count < 100_000 {
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
            if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
            deepest = max(deepest, depth)
        }
        return deepest
    }

    mutating func decodeTwice() {
        var query = QueryString(parsing: request.rawQuery)
        query.parameters = query.parameters.map { parameter in
            .init(parameter.name, QueryString(parsing: "x=" + parameter.value)["x"] ?? "")
        }
        request.rawQuery = query.encoded
    }

    mutating func postWhatCameByGet() {
        let query = QueryString(parsing: request.rawQuery)
        guard request.method == "GET", let action = query["action"] else { return }
        guard ["chat/send", "chat/reply", "chat/close", "chat/mark-read"].contains(action) else { return }
        request.method = "POST"
        if request.body.isEmpty {
            let members = query.parameters.map { JSONMember(name: $0.name, value: .string($0.value)) }
            request.body = JSONValue.object(JSONObject(members)).serialized()
        }
    }

    mutating func preferBodyAction() {
        guard let action = body?["action"]?.stringValue, action.contains("/") else { return }
        var query = QueryString(parsing: request.rawQuery)
        guard query["action"] != nil else { return }
        query.parameters.removeAll { $0.name == "action" }
        request.rawQuery = query.encoded
    }

    mutating func keepLastMember() {
        guard request.method == "POST",
            let value = try? JSONParser(duplicateNames: .keepLast).parse(request.body)
        else { return }
        request.body = value.serialized()
    }

    mutating func mendUTF8() {
        guard request.method == "POST" else { return }
        request.body = Array(String(decoding: request.body, as: UTF8.self).utf8)
    }

    mutating func mendSurrogates() {
        let text = String(decoding: request.body, as: UTF8.self)
        guard text.contains(#"\ud"#) || text.contains(#"\uD"#) else { return }
        let mended = text.replacing(#/\\u[dD][89a-fA-F][0-9a-fA-F]{2}/#, with: "\u{FFFD}")
        request.body = Array(mended.utf8)
    }

    mutating func dropControls() {
        guard let message = self["message"]?.stringValue, request.method == "POST" else { return }
        let kept = message.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
        guard kept.count < message.unicodeScalars.count, !kept.isEmpty else { return }
        self["message"] = .string(String(String.UnicodeScalarView(kept)))
    }
}

extension Answer {
    var isPreflight: Bool { call.request.method == "OPTIONS" }

    /// Whether the backend reported an unknown action.
    var isUnknownAction: Bool {
        guard response.status == 404, let action = call.action else { return false }
        return !Catalogue.actions.contains(action)
    }

    mutating func editFailure(_ change: (inout JSONObject) -> Void) {
        guard response.status >= 400 else { return }
        var object = body
        change(&object)
        body = object
    }
}
