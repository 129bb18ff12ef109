/// A compiled ECMA-262 regular expression.
struct Pattern: Sendable {
    /// The regular expression as written.
    let source: String

    init(_ source: String) throws(PatternError) {
        self.source = source
    }

    /// Looks for a match anywhere in a text.
    func search(in text: String) -> PatternMatch {
        .notFound
    }
}
