public import Causes
import Contracts
public import VerifierEvents

/// The collected events of a run, from which reports at its end are created.
public struct RunRecord: Sendable, Hashable {
    /// The description of the run; `nil` before it has started.
    public private(set) var description: RunDescription?
    /// The finished cases, in the order of the plan.
    public private(set) var results: [CaseResult] = []
    /// The statistics of the run; `nil` when it was cut short.
    public private(set) var summary: RunSummary?

    /// Why cases failed; without causes before ``explain(by:)``.
    public private(set) var analysis = CauseAnalysis()

    /// The ids of the rules of each case whose failures are known by their cause.
    public private(set) var acceptedFailures: [CaseIdentity: Set<String>] = [:]

    /// Creates a record of a run that has not started.
    public init() {}

    /// Adds an event.
    public mutating func record(_ event: VerifierEvent) {
        switch event {
        case .runStarted(let description): self.description = description
        case .caseStarted: break
        case .caseFinished(let result): results.append(result)
        case .runFinished(let summary): self.summary = summary
        }
    }

    /// Adds why cases failed.
    ///
    /// Those that cannot be judged because of a cause are skipped, and no failures of their own; failures of accepted causes are known
    /// ones, and a case without others has passed.
    ///
    /// - Parameters:
    ///   - analysis: The causes.
    ///   - accepted: The identities of the causes that a baseline accepts.
    /// - Complexity: O(*n*) in the number of failures.
    public mutating func explain(by analysis: CauseAnalysis, accepting accepted: Set<String> = []) {
        self.analysis = analysis
        for place in results.indices {
            let result = results[place]
            if let cause = analysis.blocker(of: result.identity) {
                let sentence = analysis.causes[cause].sentence
                results[place].outcome = .skipped("blocked by cause \(cause + 1): \(sentence)")
            } else if case .failed(let failures) = result.outcome {
                var (known, others): ([Failure], [Failure]) = ([], [])
                for (number, failure) in failures.enumerated() {
                    let isKnown = analysis.isAccepted(number, of: result.identity, accepted)
                    if isKnown { known.append(failure) } else { others.append(failure) }
                }
                if !known.isEmpty { acceptedFailures[result.identity] = Set(known.map(\.rule.id)) }
                results[place].known += known
                results[place].outcome = others.isEmpty ? .passed : .failed(others)
            }
            summary?.replace(result, by: results[place])
        }
    }

    /// The cases of each suite, suites in order of first appearance.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public var suites: [(name: String, results: [CaseResult])] {
        var order: [String] = []
        var members: [String: [CaseResult]] = [:]
        for result in results {
            if members[result.identity.suite] == nil { order.append(result.identity.suite) }
            members[result.identity.suite, default: []].append(result)
        }
        return order.map { ($0, members[$0] ?? []) }
    }
}

extension RunSummary {
    /// Counts a result instead of another one of the same case.
    fileprivate mutating func replace(_ old: CaseResult, by new: CaseResult) {
        for (result, sign) in [(old, -1), (new, 1)] {
            total.add(result, sign)
            byKind[result.identity.kind]?.add(result, sign)
        }
    }
}

extension RunSummary.Counts {
    /// Adds the counts of a result, or takes them away.
    fileprivate mutating func add(_ result: CaseResult, _ sign: Int) {
        var one = Self()
        one.count(result)
        passed += sign * one.passed
        failed += sign * one.failed
        errors += sign * one.errors
        skipped += sign * one.skipped
        warnings += sign * one.warnings
        known += sign * one.known
    }
}
