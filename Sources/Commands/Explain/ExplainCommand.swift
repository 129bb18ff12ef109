import ArgumentParser
import Behaviour
import Contracts

/// `understudy explain`: what actions do, in sentences.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains what actions do: the steps of their behaviour, access paths and cost.",
        discussion: """
            Examples:
              understudy explain orders/place
              understudy explain --contracts ../service/Contracts
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Argument(
        help: ArgumentHelp("The actions; all that have a behaviour when left out.", valueName: "action")
    )
    var actions: [String] = []

    func run() throws {
        let contract = try contractOptions.load()
        let program = BehaviourProgram(contract)
        guard program.diagnostics.isEmpty else {
            throw CommandLineError(program.diagnostics.map(\.description).joined(separator: "\n"))
        }
        var explanations: [String] = []
        for name in actions.isEmpty ? program.actions : actions {
            guard let action = contract.action(named: name) else {
                let remedy = NearestName.remedy(
                    for: name,
                    among: contract.actions.map(\.name),
                    what: "action"
                )
                throw CommandLineError("unknown action '\(name)'; \(remedy)")
            }
            guard let explanation = program.explanation(of: action) else {
                throw CommandLineError(
                    "\(name) has no behaviour; add \"behaviour\" to \(contract.sources.displayPath(action.location.file))"
                )
            }
            explanations.append(explanation.description)
        }
        Terminal.write(explanations.joined(separator: "\n\n"))
    }
}
