import Contracts
import JSON
import Lambda

/// The place at which a walk showed a rule broken.
struct WalkBreak: Sendable {
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
    let differences: [Difference]

    /// What the ids of the attempt begin with.
    let attemptPrefix: String

    /// What it has in common with the same break in another attempt.
    var signature: String {
        let difference = differences.first?.signature ?? "status \(answer.status / 100)xx"
        return "\(rule.id) \(step.action) \(difference)"
    }

    /// What is wrong, on one line.
    var summary: String {
        guard let first = differences.first else {
            return "\(step.action) is answered \(exchange.response.status) instead of \(answer.status)"
        }
        return "\(step.action) answers otherwise than what came before leads to, \(first.line)"
    }

    /// What was expected and seen.
    var details: [String] {
        guard !differences.isEmpty else {
            return ["expected: status \(answer.status)", "seen: \(exchange.answerSummary)"]
        }
        return differences.prefix(10).map(\.line)
    }
}
