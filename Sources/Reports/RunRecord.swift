public import Verifier

/// A run as its events told it: what every report that is written at the end is made from.
public struct RunRecord: Sendable, Hashable {
    /// What was tested; `nil` before the run has started.
    public private(set) var description: RunDescription?
    /// The cases that ended, in the order of the plan.
    public private(set) var results: [CaseResult] = []
    /// The run in figures; `nil` when it was cut short.
    public private(set) var summary: RunSummary?

    /// Makes a record of a run that has not started.
    public init() {}

    /// Adds what an event tells.
    public mutating func record(_ event: VerifierEvent) {
        switch event {
        case .runStarted(let description): self.description = description
        case .caseStarted: break
        case .caseFinished(let result): results.append(result)
        case .runFinished(let summary): self.summary = summary
        }
    }

    /// The cases of each suite, suites in the order in which they first appear.
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
