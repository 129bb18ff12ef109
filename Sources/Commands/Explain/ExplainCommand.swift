import ArgumentParser
import Behaviour
import Contracts

/// `understudy explain`: what actions do, in sentences, or what a report says of a cause or a case.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains what actions do, and with --json why a run failed.",
        discussion: """
            Examples:
              understudy explain orders/place
              understudy explain --contracts ../service/Contracts
              understudy explain --json report.json
              understudy explain --json report.json 1
              understudy explain --json report.json "orders/place example: one order"
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(
        help: ArgumentHelp(
            "Explains causes and cases of this report, which 'verify --json' has written, instead.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var json: String?

    @Argument(
        help: ArgumentHelp(
            "The actions; all that have a behaviour when left out. With --json: causes, by number or identity, or cases; a list of all causes when left out.",
            valueName: "name"
        )
    )
    var names: [String] = []

    func run() throws {
        let explanations = try json.map(explanationsOfReport) ?? explanationsOfActions()
        Terminal.write(explanations.joined(separator: "\n\n"))
    }

    private func explanationsOfReport(_ path: String) throws(CommandLineError) -> [String] {
        let report = try ReportExplanation(path)
        guard !names.isEmpty else { return [report.causeList] }
        var texts: [String] = []
        for name in names { texts.append(try report.text(of: name)) }
        return texts
    }

    private func explanationsOfActions() throws -> [String] {
        let contract = try contractOptions.load()
        let program = BehaviourProgram(contract)
        guard program.diagnostics.isEmpty else {
            throw CommandLineError(program.diagnostics.map(\.description).joined(separator: "\n"))
        }
        return try (names.isEmpty ? program.actions : names).map { name in
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
            return explanation.description
        }
    }
}
