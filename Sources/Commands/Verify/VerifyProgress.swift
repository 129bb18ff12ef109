import Causes
import Contracts
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

    private let contract: Contract
    private let accepted: Set<String>

    /// Creates a listener to a run of a contract.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - isVerbose: Whether failures are shown one by one.
    ///   - accepted: The identities of the causes that a baseline accepts.
    init(_ contract: Contract, isVerbose: Bool, accepting accepted: Set<String> = []) {
        self.contract = contract
        self.accepted = accepted
        terminal.isVerbose = isVerbose
    }

    /// Shows and records an event.
    func record(_ event: VerifierEvent) {
        record.record(event)
        var event = event
        if case .runFinished(let summary) = event {
            record.explain(by: CauseAnalysis(record.results, contract), accepting: accepted)
            event = .runFinished(record.summary ?? summary)
        }
        let text = terminal.text(for: event, record.analysis)
        guard !text.isEmpty else { return }
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
