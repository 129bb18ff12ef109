import Conformance
import Contracts
import Lambda

/// Checks whether a request was refused: a MUST for any 4xx, a SHOULD for the status that a rule names.
struct Refusal: Sendable {
    /// A description of the request.
    let what: String
    /// The rules that require a 4xx.
    var refused: [Rule] = []
    /// The rules that require their own status.
    var status: [Rule] = []

    /// Records the findings about a response.
    func judge(_ answer: RecordedExchange, _ attempt: Attempt) {
        let seen = answer.response.status
        guard (400..<500).contains(seen) else {
            for rule in refused {
                note(rule, "answered \(seen) instead of 4xx", .refusal, answer, attempt)
            }
            // The request was not refused at all: the wrong status is not a second finding.
            if refused.isEmpty { judgeStatus(answer, attempt) }
            return
        }
        judgeStatus(answer, attempt)
    }

    private func judgeStatus(_ answer: RecordedExchange, _ attempt: Attempt) {
        for rule in status {
            guard let expected = rule.status, !expected.matches(answer.response.status) else { continue }
            note(
                rule,
                "answered \(answer.response.status) instead of \(expected)",
                Evidence(expected),
                answer,
                attempt
            )
        }
    }

    private func note(
        _ rule: Rule,
        _ summary: String,
        _ expected: Evidence,
        _ answer: RecordedExchange,
        _ attempt: Attempt
    ) {
        attempt.note(
            Finding(
                rule: rule,
                summary: "\(what) was \(summary)",
                [.status(expected, answer.response)],
                exchange: answer.number,
                isShown: Finding.hasStatus(answer.response.status)
            )
        )
    }
}

extension Refusal {
    /// Creates a check by rules that require their own status, or any 4xx where they name none.
    init(what: String, _ rules: [Rule]) {
        self.init(
            what: what,
            refused: rules.filter { $0.status == nil },
            status: rules.filter { $0.status != nil }
        )
    }
}
