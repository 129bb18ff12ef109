import Contracts
import JSON

/// Requests produced from every action's request schema: at each of its edges, with each of its keywords broken, and at
/// random.
struct GeneratedChecks: CaseProvider {
    /// How many requests are made at random for each action; where none are, none are generated at all.
    let count: Int

    /// How many random requests one case sends.
    private static let batch = 10

    func cases(of contract: Contract) -> [PlannedCase] {
        guard count > 0 else { return [] }
        return contract.actions.flatMap { action -> [PlannedCase] in
            guard let example = action.workingExample else { return [] }
            let requests = GeneratedRequests(action, example, contract)
            let served = contract.rules(for: .generatedServed, of: action)
            let kept = contract.rules(for: .generatedKept, of: action)
            let refused = contract.rules(for: .generatedRefused, of: action)
            let names = action.request.source["properties"]?.objectValue?.names ?? []
            func planned(
                _ name: String,
                _ rules: [Rule],
                _ run: @escaping @Sendable (Attempt) async throws(AttemptEnd) -> Void
            ) -> PlannedCase {
                PlannedCase(suite: action.name, kind: .generated, name: name, rules: rules, run: run)
            }
            let edges = (names.map { $0 } + [nil]).map { name in
                planned("\(name ?? "the whole") at its edges", served + kept) { attempt throws(AttemptEnd) in
                    let check = ServedCheck(requests: requests, served: served, kept: kept)
                    try await check.run(requests.edges(of: name), attempt)
                }
            }
            let broken = planned("each keyword broken", refused) { attempt throws(AttemptEnd) in
                try await RefusedCheck(requests: requests, rules: refused).run(attempt)
            }
            let numbers = Array(stride(from: 1, through: count, by: Self.batch))
            let random = numbers.map { first in
                let last = min(first + Self.batch - 1, count)
                return planned("random requests \(first) to \(last)", served) { attempt throws(AttemptEnd) in
                    let seed = attempt.context.options.seed
                    let check = ServedCheck(requests: requests, served: served, kept: [])
                    try await check.run(
                        (first...last).compactMap { requests.random($0, seed: seed) },
                        attempt
                    )
                }
            }
            return edges + [broken] + random
        }
    }
}
