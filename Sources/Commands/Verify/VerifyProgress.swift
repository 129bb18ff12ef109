import Foundation
import Reports
import Verifier
import VerifierEvents

/// A listener that shows a run as it happens, and records it for the reports at its end.
actor VerifyProgress {
    /// The events so far.
    private(set) var record = RunRecord()
    private var terminal = TerminalReport(
        TerminalFeatures(
            isTerminal: isatty(STDOUT_FILENO) == 1,
            environment: ProcessInfo.processInfo.environment
        )
    )

    /// Shows and records an event.
    func record(_ event: VerifierEvent) {
        record.record(event)
        let text = terminal.text(for: event)
        guard !text.isEmpty else { return }
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
