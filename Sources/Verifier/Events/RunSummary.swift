/// A run in figures.
public struct RunSummary: Sendable, Hashable {
    /// How many cases ended in which way.
    public struct Counts: Sendable, Hashable {
        /// Cases whose rules all held.
        public var passed = 0
        /// Cases with a broken rule.
        public var failed = 0
        /// Cases that could not be judged.
        public var errors = 0
        /// Cases that were not judged.
        public var skipped = 0
        /// Warnings over all cases.
        public var warnings = 0
        /// Failures that a baseline knows of, over all cases.
        public var known = 0

        /// Counts nothing yet.
        public init() {}

        /// All cases.
        public var cases: Int { passed + failed + errors + skipped }

        /// Counts one more case.
        public mutating func count(_ result: CaseResult) {
            switch result.outcome {
            case .passed: passed += 1
            case .failed: failed += 1
            case .error: errors += 1
            case .skipped: skipped += 1
            }
            warnings += result.warnings.count
            known += result.known.count
        }
    }

    /// Counts over all cases.
    public var total: Counts
    /// Counts of each kind that had cases.
    public var byKind: [CheckKind: Counts]
    /// From start to end.
    public var seconds: Double
    /// Requests sent altogether.
    public var requests: Int
    /// The actions' round trips, by name.
    public var latencies: [ActionLatency]
    /// How much of the contract was exercised.
    public var coverage: Coverage
    /// How many planned cases were not run, since the run was cut short.
    public var notRun: Int
    /// The actions of the run that never succeeded, in the contract's order.
    public var unproven: [UnprovenAction]
    /// What to tell apart from the outside: writes left out, a run that was cut short.
    public var notes: [String]

    /// Makes a summary.
    public init(
        total: Counts = Counts(),
        byKind: [CheckKind: Counts] = [:],
        seconds: Double = 0,
        requests: Int = 0,
        latencies: [ActionLatency] = [],
        coverage: Coverage = Coverage(),
        notRun: Int = 0,
        unproven: [UnprovenAction] = [],
        notes: [String] = []
    ) {
        self.total = total
        self.byKind = byKind
        self.seconds = seconds
        self.requests = requests
        self.latencies = latencies
        self.coverage = coverage
        self.notRun = notRun
        self.unproven = unproven
        self.notes = notes
    }

    /// The exit code of the process: 1 when a contract was broken, else 2 when a case could not be judged or
    /// was not run, nothing was tested at all, or of an action there was nothing to judge, else 0.
    public var exitCode: Int32 {
        if total.failed > 0 { return 1 }
        let isIncomplete = total.errors > 0 || total.passed == 0 || notRun > 0
        return isIncomplete || unproven.contains { !$0.isAccountedFor } ? 2 : 0
    }
}
