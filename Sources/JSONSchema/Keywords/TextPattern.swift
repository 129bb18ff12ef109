import JSON

/// A regular expression in a schema: the one place where the core meets the engine.
struct TextPattern: Sendable {
    /// The result of a search.
    enum Verdict {
        case matches
        case differs
        /// The search was given up, because the text makes the expression too expensive. That counts as a failure.
        case undecided
    }

    /// The expression as it was written.
    let source: String
    /// The compiled expression.
    let automaton: Pattern

    /// Reads an expression.
    ///
    /// - Throws: ``SchemaError`` when it is none of ECMA-262.
    init(_ source: String, at location: String) throws(SchemaError) {
        self.source = source
        do {
            automaton = try Pattern(source)
        } catch {
            throw SchemaError(
                .invalidPattern(source, character: error.offset + 1, reason: error.reason),
                at: location
            )
        }
    }

    /// Searches a text.
    func verdict(on text: String) -> Verdict {
        switch automaton.search(in: text) {
        case .found: .matches
        case .notFound: .differs
        case .gaveUp: .undecided
        }
    }

    /// The message when a search was abandoned.
    func undecidedMessage(of subject: String) -> String {
        "must match the pattern \(source), but whether \(subject) does could not be found out in reasonable time"
    }
}
