import Conformance
import Contracts
import VerifierEvents

extension Failure {
    /// Creates the failure of a finding.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - transcript: The exchanges of the attempt that has seen it.
    ///   - script: The script that shows it.
    ///   - reproductions: The number of attempts with it.
    init(
        _ finding: Finding,
        in transcript: [RecordedExchange],
        script: String,
        _ reproductions: Reproductions
    ) {
        self.init(
            rule: finding.rule,
            summary: finding.summary.singleLine,
            deviations: finding.deviations,
            exchange: transcript.first { $0.number == finding.exchange }.map(ExchangeSummary.init),
            actions: transcript.filter { $0.number <= finding.exchange ?? .max }.actions,
            script: script,
            reproductions: reproductions
        )
    }
}

extension String {
    /// The text with every line break replaced by a space.
    var singleLine: String {
        String(map { $0.isNewline ? " " : $0 })
    }
}
