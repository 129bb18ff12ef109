import Conformance
import JSON

/// The smallest attempt known to show a finding.
struct ShrunkFailure: Sendable {
    /// The attempt.
    let attempt: Attempt
    /// The part of its transcript that shows the finding.
    let exchanges: [RecordedExchange]
    /// The violation on one line.
    let summary: String
    /// The deviations: places, expected and seen values.
    let deviations: [Deviation]
    /// The exchange that shows it, if there is a single one.
    let exchange: RecordedExchange?
    /// The same as a scenario file; `nil` where a scenario cannot express it.
    let scenario: JSONValue?
}
