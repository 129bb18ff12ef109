/// Escaping of text for GitHub Flavored Markdown, so that nothing in a response becomes markup.
enum MarkdownText {
    /// Returns the text for use inside a line: possible markup is escaped, and it stays on one line.
    ///
    /// Source: CommonMark 0.31, section 2.4: any ASCII punctuation may be escaped. `@` and `#` are escaped too, because
    /// they would mention people and issues.
    /// - Complexity: O(*n*) in the length of the text.
    static func inline(_ text: String) -> String {
        var result = ""
        for scalar in XMLText.token(text).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "@": result += "&#64;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~":
                result += "\\"
                result.unicodeScalars.append(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Returns a fenced block whose fence is longer than every run of backticks in the text.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    static func block(_ text: String, language: String = "") -> String {
        var block = ""
        var longest = 0
        var run = 0
        for scalar in XMLText.permitted(text).unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
            if scalar == "\r" { block += #"\u{d}"# } else { block.unicodeScalars.append(scalar) }
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(block)\(block.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }
}
