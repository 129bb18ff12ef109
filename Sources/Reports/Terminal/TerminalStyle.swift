/// Colours where they are enabled, plain text otherwise.
struct TerminalStyle: Sendable {
    /// The colours in use, as parameters of the control sequence "select graphic rendition" (ECMA-48, 8.3.117).
    enum Colour: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    /// The maximum width of a line that is overwritten.
    static let lineWidth = 79

    /// Whether colours are shown.
    let isColoured: Bool

    /// The sequence that goes to the start of the line and clears it, without control sequences where colours are disabled.
    var clearLine: String {
        isColoured ? "\r\u{1B}[2K" : "\r" + String(repeating: " ", count: Self.lineWidth) + "\r"
    }

    func coloured(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    func bold(_ text: String) -> String {
        isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    /// Returns the text with control characters as escapes: an endpoint's response must not control the terminal.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    static func printable(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.generalCategory == .control && scalar != "\t"
        }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.map { isControl($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }
            .joined()
    }
}
