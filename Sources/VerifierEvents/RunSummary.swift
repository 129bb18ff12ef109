/// The statistics of a run.
public struct RunSummary: Sendable, Hashable {
    /// The numbers of cases by outcome.
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

        /// Creates counts of zero.
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

    /// The counts over all cases.
    public var total: Counts
    /// The counts of each kind that had cases.
    public var byKind: [CheckKind: Counts]
    /// The duration of the run.
    public var seconds: Double
    /// The number of requests.
    public var requests: Int
    /// The actions' round-trip times, by name.
    public var latencies: [ActionLatency]
    /// The coverage of the contract.
    public var coverage: Coverage
    /// The number of planned cases that were not run, since the run was interrupted.
    public var notRun: Int
    /// The actions of the run that never succeeded, in the contract's order.
    public var unproven: [UnprovenAction]
    /// Notes about the run: omitted writes, an interruption.
    public var notes: [String]

    /// Creates a summary.
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

    /// The exit code of the process: 1 when a contract was broken; otherwise 2 when a case could not be judged or was not run,
    /// nothing was tested at all, or an action never succeeded; otherwise 0.
    public var exitCode: Int32 {
        if total.failed > 0 { return 1 }
        let isIncomplete = total.errors > 0 || total.passed == 0 || notRun > 0
        return isIncomplete || unproven.contains { !$0.isAccountedFor } ? 2 : 0
    }
}
