public import Contracts

/// What a change of files has led to.
public enum ContractWatchEvent: Sendable {
    /// The contract folder changed and can be played.
    case contract(Contract)
    /// The contract folder changed and is broken: the contract before it is still the one to play.
    case broken(ContractError)
    /// Fixture files changed, were added or taken away: their paths, in order.
    case fixtures([String])
}

extension ContractWatchEvent: CustomStringConvertible {
    /// The event on one line, as the terminal shows it; of several errors the first, with its line and column.
    public var description: String {
        switch self {
        case .contract(let contract):
            return "contract reloaded: \(contract.service.name), \(contract.actions.count) actions"
        case .broken(.invalid(let diagnostics)):
            let first = diagnostics.first.map(\.description) ?? "the contract is broken"
            let more = diagnostics.count > 1 ? " (and \(diagnostics.count - 1) more)" : ""
            return "\(first)\(more); the contract before it is still played"
        case .broken(let error):
            return "\(error); the contract before it is still played"
        case .fixtures(let paths):
            return "fixtures changed: \(paths.joined(separator: ", "))"
        }
    }
}
