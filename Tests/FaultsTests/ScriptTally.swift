import Contracts
import VerifierEvents

/// Counts the scripts that were replayed, and prints the numbers when all faults are done.
actor ScriptTally {
    /// What a script did.
    enum Outcome: Hashable {
        /// It showed the fault; `isNoted` where it says that it may not.
        case shown(isNoted: Bool)
        /// It did not, and says why that may be.
        case noted(String)
        /// It did not, and says nothing.
        case silent
    }

    private var open: Int
    private let faults: Int
    private var counts: [Outcome: Int] = [:]
    private var lines: [String] = []
    private var notFound: [String] = []

    init(faults: Int) {
        open = faults
        self.faults = faults
    }

    func count(_ outcome: Outcome, _ failure: Failure, of fault: String) {
        counts[outcome, default: 0] += 1
        switch outcome {
        case .shown: break
        case .noted(let reason): lines.append("  \(fault): \(failure.rule.id): \(reason)")
        case .silent:
            lines.append("  \(fault): \(failure.rule.id): NOT SHOWN: \(failure.summary.prefix(200))")
        }
    }

    func finish(_ fault: String, failures: Int) {
        if failures == 0 { notFound.append(fault) }
        open -= 1
        guard open == 0 else { return }
        let all = counts.values.reduce(0, +)
        let shown = [false, true].map { counts[.shown(isNoted: $0)] ?? 0 }
        print(
            "\(all) scripts of \(faults) faults replayed: \(shown[0] + shown[1]) show the fault, \(shown[1]) of them"
        )
        print("with a note that they may not; the others:")
        print(lines.sorted().joined(separator: "\n"))
        if !notFound.isEmpty {
            print(
                "no steady failure in the cases that were run:\n  \(notFound.sorted().joined(separator: "\n  "))"
            )
        }
    }
}
