import Contracts
import JSON
import VerifierEvents

/// Checks with requests generated from every action's request schema: at each of its boundaries, with each of its keywords
/// broken, and random ones.
struct GeneratedChecks: CaseProvider {
    static let checks: [BuiltInCheck] = [.generatedServed, .generatedKept, .generatedRefused]

    /// The number of random requests for each action; with 0, no requests are generated at all.
    let count: Int

    /// The number of random requests of one case.
    private static let batch = 10

    func cases(of contract: Contract) -> [PlannedCase] {
        guard count > 0 else { return [] }
        return contract.actions.flatMap { action -> [PlannedCase] in
            guard let example = action.workingExample else { return [] }
            let requests = GeneratedRequests(action, example, contract)
            let served = contract.rules(for: .generatedServed, of: action)
            let kept = contract.rules(for: .generatedKept, of: action)
            let refused = contract.rules(for: .generatedRefused, of: action)
            let names = action.request.names
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
