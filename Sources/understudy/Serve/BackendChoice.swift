import ArgumentParser
import Backend
import ContractPlayer
import Contracts
import JSON
import Lambda
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

    /// Puts together who answers.
    ///
    /// - Parameters:
    ///   - contract: What is played.
    ///   - actions: The actions that the reference implementation plays, as ``referenceActions(of:)`` names them.
    ///   - seed: What generated answers follow from; 1 when left out.
    ///   - now: The session's time, in milliseconds since 1970-01-01T00:00Z.
    ///   - reference: The reference implementation over the session's tables.
    /// - Returns: Who answers.
    static func endpoint(
        for contract: Contract,
        actions: [String],
        seed: UInt64?,
        now: @escaping @Sendable () -> Int,
        reference: SupportBackend
    ) -> any Endpoint {
        guard actions.count < contract.actions.count else { return reference }
        let player = ContractPlayer(contract, seed: seed ?? 1, now: now)
        return actions.isEmpty
            ? player : ActionSplit(contract, actions: actions, backend: reference, rest: player)
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
