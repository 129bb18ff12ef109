/// The result of a search for a pattern.
enum PatternMatch: Sendable, Hashable {
    case found
    case notFound
    /// Undecided: the backtracking matcher, which only patterns with back-references need, spent its budget.
    case gaveUp(steps: Int)
}
