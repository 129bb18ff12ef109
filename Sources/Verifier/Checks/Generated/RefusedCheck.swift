import Contracts
import JSON
import Lambda

/// Requests that each break one keyword: refused, and nothing changes.
struct RefusedCheck: Sendable {
    /// Makes the requests.
    let requests: GeneratedRequests
    /// The rules about them.
    let rules: [Rule]

    /// Sends all of them to one state, which is read before and after.
    func run(_ play: Play) async throws(PlayEnd) {
        let action = requests.action
        let ground = try await GeneratedGround(requests, play)
        let broken = requests.broken
        let writes = !action.tables.writes.isEmpty
        let before = writes ? try await StateSnapshot(for: action, play) : nil
        for template in broken {
            let answer = try await play.call(action, ground.arguments(template.arguments))
            let status = answer.response.status
            guard (400..<500).contains(status) else {
                for rule in rules {
                    play.note(
                        Finding(
                            rule: rule,
                            summary:
                                "a request that is wrong (\(template.name)) was answered \(status) instead of 4xx",
                            details: ["expected: a 4xx", "seen: \(answer.answerSummary)"],
                            exchange: answer.number,
                            isShown: Finding.hasStatus(status)
                        )
                    )
                }
                throw .broken
            }
        }
        guard let before else { return }
        let after = try await StateSnapshot(for: action, play)
        let changes = before.changes(to: after)
        guard !changes.isEmpty else {
            if before.isHidden(in: after) { throw .crowded }
            return
        }
        // What changes without a request in between is no work of the requests.
        let restless = Set(after.changes(to: try await StateSnapshot(for: action, play)).map(\.pointer))
        let real = changes.filter { !restless.contains($0.pointer) }
        // An index that lags behind shows what the example wrote only now.
        guard let first = real.first, play.context.options.settle == .zero else { return }
        for rule in rules {
            play.note(
                Finding(
                    rule: rule,
                    summary: "requests that were refused changed something: \(first.line)",
                    details: real.prefix(10).map(\.line)
                )
            )
        }
    }
}
