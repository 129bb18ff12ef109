import Conformance
import Contracts
import JSON
import Lambda

/// Sends requests that each break one keyword, and checks that they are refused and that nothing changes.
struct RefusedCheck: Sendable {
    /// Generates the requests.
    let requests: GeneratedRequests
    /// The rules about them.
    let rules: [Rule]

    /// Sends all of them to one state, which is read before and after.
    func run(_ attempt: Attempt) async throws(AttemptEnd) {
        let action = requests.action
        let setup = try await GeneratedSetup(requests, attempt)
        let broken = requests.broken
        let writes = !action.tables.writes.isEmpty
        let before = writes ? try await StateSnapshot(for: action, attempt) : nil
        for template in broken {
            let answer = try await attempt.call(action, setup.arguments(template.arguments))
            let status = answer.response.status
            guard (400..<500).contains(status) else {
                try attempt.requireKnown(
                    rules.map { rule in
                        Finding(
                            rule: rule,
                            summary:
                                "a request that is wrong (\(template.name)) was answered \(status) instead of 4xx",
                            [.status(.refusal, answer.response)],
                            exchange: answer.number,
                            isShown: Finding.hasStatus(status)
                        )
                    }
                )
                continue
            }
        }
        guard let before else { return }
        let after = try await StateSnapshot(for: action, attempt)
        let changes = before.changes(to: after)
        guard !changes.isEmpty else {
            if before.isHidden(in: after) { throw .crowded }
            return
        }
        // A change without a request in between is not caused by the requests.
        let restless = Set(after.changes(to: try await StateSnapshot(for: action, attempt)).map(\.pointer))
        let real = changes.filter { !restless.contains($0.pointer) }
        // A lagging index may return only now what the example wrote.
        guard let first = real.first, attempt.context.options.settle == .zero else { return }
        for rule in rules {
            attempt.note(
                Finding(
                    rule: rule,
                    summary: "requests that were refused changed something: \(first.line)",
                    real.map(\.deviation),
                    comparedWith: Set(real.map(\.shownBy))
                )
            )
        }
    }
}
