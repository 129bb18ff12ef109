import JSON

/// The smallest attempt that was found to show a finding.
struct ShrunkFailure: Sendable {
    /// The attempt.
    let attempt: Attempt
    /// What of its transcript shows the finding.
    let exchanges: [RecordedExchange]
    /// What is wrong, on one line.
    let summary: String
    /// What was expected and seen.
    let details: [String]
    /// The same as a scenario file; `nil` where it cannot be told as one.
    let scenario: JSONValue?
}
