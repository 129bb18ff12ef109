/// A word of a shell command: literal text and variables, quoted so that the shell sees exactly these
/// bytes.
///
/// Source: POSIX Shell Command Language, section 2.2 "Quoting".
struct ShellWord {
    private var text = ""
    private var literal = ""

    /// Creates a word of literal text.
    init(_ literal: String = "") {
        self.literal = literal
    }

    /// Appends literal text.
    mutating func append(_ more: some StringProtocol) {
        literal += more
    }

    /// Appends a variable's value.
    mutating func append(variable: String) {
        closeLiteral()
        text += "\"$\(variable)\""
    }

    /// The word as shell source.
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

    /// Returns a text in single quotes, or bare when it has no characters that are special in a shell.
    ///
    /// Digits count as special, so that a number that counts is always between quotes: see ``CommandLoop``.
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
