import VerifierEvents

/// Keeps the results of a run.
actor EventLog {
    private(set) var results: [CaseResult] = []

    func append(_ event: VerifierEvent) {
        if case .caseFinished(let result) = event { results.append(result) }
    }
}
