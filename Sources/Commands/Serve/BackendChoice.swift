import ArgumentParser
import Contracts
import JSON

/// The implementation of the contract's actions: the values of `--backend`.
enum BackendChoice: String, ExpressibleByArgument, CaseIterable {
    /// The reference implementation answers the actions that it has, where the contract has what it needs; the contract's
    /// examples and schemas answer the others.
    case auto
    /// Like `auto`, but an error where the reference implementation cannot be used.
    case reference
    /// The contract's examples and schemas answer every action.
    case contract

    /// Returns the names of the actions of a contract that the reference implementation answers.
    ///
    /// - Throws: ``CommandLineError`` when it is required and cannot answer for the contract.
    func actions(
        of reference: ReferenceService?,
        in contract: Contract
    ) throws(CommandLineError) -> [String] {
        guard let reference else {
            if self != .reference { return [] }
            throw CommandLineError("this program has no reference implementation; use --backend contract")
        }
        let known = Set(reference.actions.map { ExactString($0) })
        let shared = contract.actions.map(\.name).filter { known.contains(ExactString($0)) }
        switch (self, reference.obstacle(in: contract)) {
        case (.contract, _), (.auto, .some): return []
        case (.auto, nil), (.reference, nil): return shared
        case (.reference, let obstacle?):
            throw CommandLineError(
                "the reference implementation cannot serve this contract: \(obstacle); use --backend contract"
            )
        }
    }
}
