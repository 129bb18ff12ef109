import ArgumentParser

/// The implementation of the contract's actions: the values of `--backend`.
enum BackendChoice: String, ExpressibleByArgument, CaseIterable {
    /// The implementation of an action answers it: the program's reference implementation where the contract has what it needs,
    /// else the contract's behaviours. The contract's examples and schemas answer the other actions.
    case auto
    /// Like `auto`, but an error where no action is implemented.
    case reference
    /// The contract's examples and schemas answer every action.
    case contract

    /// Returns the names of the actions of a contract that an implementation answers.
    ///
    /// - Throws: ``CommandLineError`` when it is required and there is none for the contract.
    func actions(
        of implementation: Implementation,
        _ reference: ReferenceService?
    ) throws(CommandLineError) -> [String] {
        switch self {
        case .contract: return []
        case .auto: return implementation.actions
        case .reference:
            guard implementation.actions.isEmpty else { return implementation.actions }
            guard let obstacle = reference?.obstacle(in: implementation.contract) else {
                throw CommandLineError(
                    "no action of the contract has a behaviour, and this program has no reference implementation; use "
                        + "--backend contract"
                )
            }
            throw CommandLineError(
                "the reference implementation cannot serve this contract: \(obstacle); use --backend contract"
            )
        }
    }
}
