import JSON

/// The wording of values and numbers in messages.
enum Wording {
    /// A number of things: "1 character", "2 characters".
    static func count(_ number: Int, _ thing: String) -> String {
        "\(number) \(thing)\(number == 1 ? "" : "s")"
    }

    /// Texts in quotes with commas between; the last ones left out when there are many.
    static func list(_ texts: [String]) -> String {
        let shown = texts.prefix(12).map { JSONValue.string($0).excerpt }.joined(separator: ", ")
        return texts.count > 12 ? shown + " and \(texts.count - 12) more" : shown
    }

    /// Values with commas between; the last ones left out when there are many.
    static func list(_ values: [JSONValue]) -> String {
        let shown = values.prefix(12).map(\.excerpt).joined(separator: ", ")
        return values.count > 12 ? shown + " and \(values.count - 12) more" : shown
    }

    /// "the member "a"" or "the members "a", "b"".
    static func members(_ names: [String]) -> String {
        "the member\(names.count == 1 ? "" : "s") \(list(names))"
    }

    /// A type's name with its article, as the specification names types.
    static func article(_ type: String) -> String {
        switch type {
        case "null": "null"
        case "integer", "array", "object": "an \(type)"
        default: "a \(type)"
        }
    }
}

extension JSONValue {
    /// The value in a few words, however large it is: a short text of it, or its type and size.
    var excerpt: String {
        switch self {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let number): return number.text.shortened(to: 40)
        case .string(let text): return JSONValue.string(text.shortened(to: 60)).compactText
        case .array(let items):
            return items.isEmpty ? "[]" : "an array of \(Wording.count(items.count, "item"))"
        case .object(let members):
            return members.isEmpty ? "{}" : "an object of \(Wording.count(members.count, "member"))"
        }
    }
}

extension String {
    /// At most that many Unicode scalars, with an ellipsis in place of the rest.
    fileprivate func shortened(to limit: Int) -> String {
        guard let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex
        else {
            return self
        }
        return String(unicodeScalars[..<end]) + "…"
    }
}
