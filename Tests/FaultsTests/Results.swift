import VerifierEvents

/// Keeps the results of a run.
actor Results {
    private(set) var all: [CaseResult] = []

    func hear(_ event: VerifierEvent) {
        if case .caseFinished(let result) = event { all.append(result) }
    }
}
