import Conformance
import Contracts
import JSON
import Lambda

/// A rule that a random walk broke, with the step that shows it; it is shrunk before it is reported.
struct WalkViolation: Sendable {
    /// The rule.
    let rule: Rule
    /// The step.
    let step: WalkStep
    /// The repetition of the step.
    let index: Int
    /// The oracle's response.
    let answer: OracleTrace.Answer
    /// The endpoint's response.
    let exchange: RecordedExchange
    /// The deviations; empty when the statuses differ.
    let deviations: [WalkDeviation]

    /// The prefix of the attempt's ids.
    let attemptPrefix: String

    /// A key that is equal for the same violation in another attempt.
    var signature: String {
        let place = deviations.first?.signature ?? "status \(answer.status / 100)xx"
        return "\(rule.id) \(step.action) \(place)"
    }

    /// The violation on one line.
    var summary: String {
        guard let first = deviations.first else {
            return "\(step.action) is answered \(exchange.response.status) instead of \(answer.status)"
        }
        return "\(step.action) answers differently from the oracle, \(first.deviation.line)"
    }

    /// The deviations: places, expected and seen values.
    var found: [Deviation] {
        deviations.isEmpty
            ? [.status(Evidence(.exact(answer.status)), exchange.response)] : deviations.map(\.deviation)
    }
}
