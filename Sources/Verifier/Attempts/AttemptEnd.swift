import VerifierEvents

/// The reason why an attempt ended before its last step.
enum AttemptEnd: Error, Sendable {
    /// A finding was recorded that makes the rest meaningless.
    case broken
    /// The case cannot be judged here, for this reason, which is not a fault of the endpoint.
    case skipped(String)
    /// The case cannot be judged for this reason, which the failure of another case reports.
    case blocked(by: CaseIdentity, String)
    /// Other traffic hides what the case checks; on an endpoint with less traffic it can be judged.
    case crowded
    /// There was no complete response.
    case error(String)
}
