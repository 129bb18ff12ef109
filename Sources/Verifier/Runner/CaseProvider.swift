import Contracts

/// A kind of check: makes the cases of a contract.
protocol CaseProvider: Sendable {
    /// The cases, in no order; none when the contract has no rule for them.
    func cases(of contract: Contract) -> [PlannedCase]
}
