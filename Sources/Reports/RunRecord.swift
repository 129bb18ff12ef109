public import VerifierEvents

/// The collected events of a run, from which reports at its end are created.
public struct RunRecord: Sendable, Hashable {
    /// The description of the run; `nil` before it has started.
    public private(set) var description: RunDescription?
    /// The finished cases, in the order of the plan.
    public private(set) var results: [CaseResult] = []
    /// The statistics of the run; `nil` when it was cut short.
    public private(set) var summary: RunSummary?

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
