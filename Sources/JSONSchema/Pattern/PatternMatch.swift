/// What a search for a pattern came to.
enum PatternMatch: Sendable, Hashable {
    case found
    case notFound
    /// Undecided: the backtracking matcher, which only patterns with back-references need, spent its budget.
    case gaveUp(steps: Int)
}
