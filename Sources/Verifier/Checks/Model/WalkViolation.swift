import Conformance
import Contracts
import JSON
import Lambda

/// A rule that a random walk saw broken, with the step that shows it; it is made smaller before it is told.
struct WalkViolation: Sendable {
    /// The rule.
    let rule: Rule
    /// The step.
    let step: WalkStep
    /// The repetition of the step.
    let index: Int
    /// The oracle's answer.
    let answer: OracleTrace.Answer
    /// The endpoint's.
    let exchange: RecordedExchange
    /// Where they differ; empty when it is the status.
    let deviations: [WalkDeviation]

    /// What the ids of the attempt begin with.
    let attemptPrefix: String

    /// What it has in common with the same break in another attempt.
    var signature: String {
        let place = deviations.first?.signature ?? "status \(answer.status / 100)xx"
        return "\(rule.id) \(step.action) \(place)"
    }

    /// What is wrong, on one line.
    var summary: String {
        guard let first = deviations.first else {
            return "\(step.action) is answered \(exchange.response.status) instead of \(answer.status)"
        }
        return "\(step.action) answers otherwise than what came before leads to, \(first.deviation.line)"
    }

    /// Where, and what was expected and seen there.
    var found: [Deviation] {
        deviations.isEmpty
            ? [.status(Evidence(.exact(answer.status)), exchange.response)] : deviations.map(\.deviation)
    }
}
