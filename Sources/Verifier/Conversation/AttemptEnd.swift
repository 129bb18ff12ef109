/// Why an attempt stopped before its last step.
enum AttemptEnd: Error, Sendable {
    /// A finding was noted that makes the rest meaningless.
    case broken
    /// The case cannot be judged here, and why; not a fault of the endpoint.
    case skipped(String)
    /// What other traffic writes at the same time hides what the case looks at; on a quieter endpoint it can be judged.
    case crowded
    /// There was no complete answer.
    case error(String)
}
