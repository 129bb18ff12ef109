import Contracts
import VerifierEvents

/// Counts the scripts that were replayed, and prints the numbers when all faults are done.
actor ScriptTally {
    private var open: Int
    private let faults: Int
    private var replayed = 0
    /// The numbers of scripts that show the fault, without and with a note that they may not.
    private var shown = (plain: 0, noted: 0)
    private var lines: [String] = []
    private var notFound: [String] = []

    /// Creates it for a number of faults.
    init(faults: Int) {
        open = faults
        self.faults = faults
    }

    /// Counts a script of a fault.
    func count(_ replay: ScriptReplay, of fault: String) {
        replayed += 1
        switch (replay.isShown, replay.note) {
        case (true, nil): shown.plain += 1
        case (true, _): shown.noted += 1
        case (false, let note?): lines.append("  \(fault): \(replay.failure.rule.id): \(note)")
        case (false, nil):
            let summary = replay.failure.summary.prefix(200)
            lines.append("  \(fault): \(replay.failure.rule.id): NOT SHOWN: \(summary)")
        }
    }

    /// Counts a fault that is done.
    func finish(_ fault: String, failures: Int) {
        if failures == 0 { notFound.append(fault) }
        open -= 1
        guard open == 0 else { return }
        print(
            "\(replayed) scripts of \(faults) faults replayed: \(shown.plain + shown.noted) show the fault,"
                + " \(shown.noted) of them with a note that they may not; the others:"
        )
        print(lines.sorted().joined(separator: "\n"))
        for fault in notFound.sorted() { print("  without a steady failure: \(fault)") }
    }
}
