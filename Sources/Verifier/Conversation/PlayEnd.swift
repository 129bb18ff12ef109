/// Why a play stopped before its last step.
enum PlayEnd: Error, Sendable {
    /// A finding was noted that makes the rest meaningless.
    case broken
    /// The case cannot be judged here, and why; not a fault of the endpoint.
    case skipped(String)
    /// There was no complete answer.
    case error(String)
}
