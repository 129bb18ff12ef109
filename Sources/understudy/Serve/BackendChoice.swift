import ArgumentParser
import Backend
import Contracts
import JSON
import Tables

/// Who plays the actions of the contract: the values of `--backend`.
enum BackendChoice: String, ExpressibleByArgument, CaseIterable {
    /// The reference implementation plays the actions that it has, where the contract has what it needs; the contract's
    /// examples and schemas play the rest.
    case auto
    /// As `auto`, and an error where the reference implementation cannot play.
    case reference
    /// The contract's examples and schemas play every action.
    case contract

    /// The names of the actions that the reference implementation plays.
    ///
    /// - Throws: ``CommandLineError`` when it is asked for and cannot play the contract.
    func referenceActions(of contract: Contract) throws(CommandLineError) -> [String] {
        let known = Set(SupportBackend.actionNames.map { ExactString($0) })
        let shared = contract.actions.map(\.name).filter { known.contains(ExactString($0)) }
        switch (self, Self.obstacle(in: contract)) {
        case (.contract, _), (.auto, .some): return []
        case (.auto, nil), (.reference, nil): return shared
        case (.reference, let obstacle?):
            throw CommandLineError(
                "the reference implementation cannot play this contract: \(obstacle); use --backend contract"
            )
        }
    }

    /// What keeps the reference implementation from playing a contract; `nil` when nothing does.
    private static func obstacle(in contract: Contract) -> String? {
        let names = contract.service.routing
        if names != Service.RoutingNames() {
            return "it finds actions by 'action', not by '\(names.parameter)' and '\(names.member)'"
        }
        for needed in SupportBackend.tables {
            guard let table = contract.table(named: needed.name)?.definition else {
                return "the table \(needed.name) is missing"
            }
            guard table.key == needed.key else { return "the table \(needed.name) has another key" }
            for index in needed.indexes where table.index(named: index.name)?.key != index.key {
                return "the table \(needed.name) has no such index as \(index.name) must be"
            }
        }
        return nil
    }
}
