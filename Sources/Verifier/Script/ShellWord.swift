/// One word of a shell command: literal text and variables, quoted so that the shell sees exactly these
/// bytes.
///
/// Source: POSIX Shell Command Language, section 2.2 "Quoting".
struct ShellWord {
    private var text = ""
    private var literal = ""

    /// Makes a word of literal text.
    init(_ literal: String = "") {
        self.literal = literal
    }

    /// Adds literal text.
    mutating func append(_ more: some StringProtocol) {
        literal += more
    }

    /// Adds a variable's value.
    mutating func append(variable: String) {
        closeLiteral()
        text += "\"$\(variable)\""
    }

    /// The word as it stands in a script.
    var rendered: String {
        var copy = self
        copy.closeLiteral()
        return copy.text.isEmpty ? "''" : copy.text
    }

    private mutating func closeLiteral() {
        guard !literal.isEmpty else { return }
        text += Self.quoted(literal)
        literal = ""
    }

    /// Text in single quotes, or bare when it holds nothing that a shell gives a meaning to.
    ///
    /// Digits count as such, so that a number that counts always stands between quotes: see ``CommandLoop``.
    static func quoted(_ literal: String) -> String {
        let isPlain = literal.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"),
                UInt8(ascii: ":"), UInt8(ascii: "@"):
                true
            default: false
            }
        }
        guard !isPlain || literal.isEmpty else { return literal }
        return "'"
            + literal.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
            + "'"
    }
}
