import Conformance
import JSON

/// The smallest attempt that was found to show a finding.
struct ShrunkFailure: Sendable {
    /// The attempt.
    let attempt: Attempt
    /// What of its transcript shows the finding.
    let exchanges: [RecordedExchange]
    /// What is wrong, on one line.
    let summary: String
    /// Where, and what was expected and seen there.
    let deviations: [Deviation]
    /// The exchange that shows it, if a single one does.
    let exchange: RecordedExchange?
    /// The same as a scenario file; `nil` where it cannot be told as one.
    let scenario: JSONValue?
}
