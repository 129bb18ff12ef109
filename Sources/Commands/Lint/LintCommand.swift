import ArgumentParser
import Behaviour
import Contracts

/// `understudy lint`: checks a contract folder and its fixtures.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Checks a contract folder and its fixtures.",
        discussion: """
            Each problem is one line in the format of editors and CI systems: file:line:column: error: problem; \
            remedy. Exit code 1 when there is an error, 2 when the folder cannot be read.

            Examples:
              understudy lint
              understudy lint ../service/Contracts
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Argument(
        help: ArgumentHelp("The contract folder; the same as --contracts.", valueName: "folder"),
        completion: .directory
    )
    var folder: String?

    func run() throws {
        var options = contractOptions
        if let folder { options.contracts = folder }
        let path = try options.folder()
        let fixtures = try options.fixtures()
        do throws(ContractError) {
            let report = try BehaviourLinter.lint(
                folder: path,
                fixtures: fixtures.exists ? fixtures.folder : nil,
                metaSchemas: ContractOptions.metaSchemas
            )
            for diagnostic in report.diagnostics { Terminal.write(diagnostic.description) }
            let errors = report.errorCount
            if errors == 0, let contract = report.contract {
                Terminal.write(LintSummary(contract).description)
            }
            let warnings = report.diagnostics.count - errors
            Terminal.write(
                "\(path) with \(Count(report.fixtureCount, "fixture")): \(Count(errors, "error")), "
                    + "\(Count(warnings, "warning"))"
            )
            if errors > 0 { throw ContractError.invalid(report.diagnostics) }
        } catch {
            guard case .unreadable = error else { throw ExitCode.failure }
            throw CommandLineError(error.description)
        }
    }
}
