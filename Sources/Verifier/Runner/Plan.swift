import Contracts
import VerifierEvents

/// The cases of a run, in order: the same for every run over the same contract.
struct Plan: Sendable {
    /// The cases to run, in order.
    let cases: [PlannedCase]
    /// The places in ``cases`` in the order in which they are run, so that cheap cases which find most come first: what they show
    /// is known to all that follow.
    let schedule: [Int]
    /// The cases that collect the findings on every response of the others, in order; they come last.
    let collected: [(identity: CaseIdentity, rules: [Rule])]

    /// Creates the plan of the cases of a contract that a filter selects.
    ///
    /// Where a contract's names give two cases the same identity, the later ones are numbered.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - filter: The selection of cases.
    ///   - generatedCases: The number of random requests for each action; with 0, no requests are generated at all.
    ///   - walkSteps: The total number of steps of random walks; 0 without an oracle.
    init(_ contract: Contract, _ filter: CaseFilter, generatedCases: Int = 0, walkSteps: Int = 0) {
        let sources: [any CaseProvider] =
            [ExampleChecks(), ScenarioChecks()] + BuiltInChecks.sources(for: contract)
            + [GeneratedChecks(count: generatedCases), ModelChecks(steps: walkSteps)]
        let all = sources.flatMap { $0.cases(of: contract) }.filter { !$0.rules.isEmpty }
        let shared = Set(contract.actionsOfSingletons.map(\.name))
        var used: [CaseIdentity: Int] = [:]
        let unique = all.map { planned -> PlannedCase in
            let count = used[planned.identity, default: 0] + 1
            used[planned.identity] = count
            let name = planned.identity.name
            return planned.with(
                name: count == 1 ? name : "\(name) (\(count))",
                isAlone: planned.isAlone || shared.contains(planned.identity.suite)
            )
        }
        cases = unique.filter { filter.matches($0.identity, rules: $0.rules) }
            .sorted(by: Self.isScheduledBefore)
        schedule = Self.schedule(cases)
        collected = AnswerCases.all(of: contract).filter { filter.matches($0.identity, rules: $0.rules) }
            .sorted { $0.identity < $1.identity }
    }

    /// Cases that run alone come last, since most of them fill lists that others read.
    private static func isScheduledBefore(_ first: PlannedCase, _ second: PlannedCase) -> Bool {
        first.isAlone == second.isAlone ? first.identity < second.identity : second.isAlone
    }

    /// Examples first, then a negative case of each action, then scenarios, and the others by their kinds; then those that need many
    /// requests, those of the protocol, which see what lists of many records hide, and those that run alone.
    private static func schedule(_ cases: [PlannedCase]) -> [Int] {
        var refused: Set<String> = []
        let stages = cases.map { planned -> Int in
            let kinds = CheckKind.allCases
            if planned.isAlone { return 3 * kinds.count }
            let identity = planned.identity
            switch identity.kind {
            case .example: return -2
            case .negative where refused.insert(identity.suite).inserted: return -1
            case .protocol: return 2 * kinds.count
            case let kind: return (kinds.firstIndex(of: kind) ?? 0) + (planned.isExpensive ? kinds.count : 0)
            }
        }
        return cases.indices.sorted { (stages[$0], $0) < (stages[$1], $1) }
    }

    /// The number of cases.
    var count: Int { cases.count + collected.count }
}

extension PlannedCase {
    fileprivate func with(name: String, isAlone: Bool) -> PlannedCase {
        PlannedCase(
            suite: identity.suite,
            kind: identity.kind,
            name: name,
            rules: rules,
            isAlone: isAlone,
            actions: actions,
            requests: requests,
            run: run
        )
    }
}
