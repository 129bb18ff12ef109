import Contracts

/// A kind of check, which creates the cases of a contract.
protocol CaseProvider: Sendable {
    /// Returns the cases, unordered; none when the contract has no rule for them.
    func cases(of contract: Contract) -> [PlannedCase]
}
