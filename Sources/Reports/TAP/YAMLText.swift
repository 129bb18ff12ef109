/// Formatting of texts as YAML 1.2, for the blocks of a TAP report.
enum YAMLText {
    /// Returns the lines of a mapping of texts; empty texts are left out.
    static func mapping(_ members: KeyValuePairs<String, String>, indentation: Int) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        return members.flatMap { name, text -> [String] in
            guard !text.isEmpty else { return [] }
            guard let lines = literalLines(of: text) else { return ["\(margin)\(name): \(quoted(text))"] }
            return ["\(margin)\(name): |"] + lines.map { $0.isEmpty ? "" : "\(margin)  \($0)" }
        }
    }

    /// Returns the lines of a mapping as an element of a sequence.
    static func element(_ mapping: [String], indentation: Int) -> [String] {
        guard let first = mapping.first else { return [] }
        let margin = String(repeating: " ", count: indentation)
        return ["\(margin)- \(first.drop { $0 == " " })"] + mapping.dropFirst()
    }

    /// Returns the lines of a literal block scalar (YAML 1.2.2, section 8.1.2); `nil` for a text on one line, or one that
    /// requires a quoted scalar.
    private static func literalLines(of text: String) -> [String]? {
        let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || isPrintable($0) }
        let end = text.hasSuffix("\n") ? text.dropLast() : text[...]
        guard isPlain, end.contains("\n"), !end.hasSuffix("\n"), end.first?.isWhitespace == false else {
            return nil
        }
        return end.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Returns a double-quoted scalar (YAML 1.2.2, section 7.3.1).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where isPrintable(scalar): quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                let width = scalar.value > 0xFFFF ? 8 : 4
                quoted +=
                    (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count)
                    + digits
            }
        }
        return quoted + "\""
    }

    /// Returns whether a character needs no escape (YAML 1.2.2, section 5.1), apart from Unicode's line breaks.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
            0x10000...0x10FFFF:
            true
        default: false
        }
    }
}
