import Foundation
import Reports
import Verifier

/// Shows a run as it happens, and keeps it for the reports at its end.
actor VerifyProgress {
    /// What has been told so far.
    private(set) var record = RunRecord()
    private var terminal = TerminalReport(
        TerminalFeatures(
            isTerminal: isatty(STDOUT_FILENO) == 1,
            environment: ProcessInfo.processInfo.environment
        )
    )

    /// Shows an event and keeps it.
    func tell(_ event: VerifierEvent) {
        record.record(event)
        let text = terminal.text(for: event)
        guard !text.isEmpty else { return }
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
