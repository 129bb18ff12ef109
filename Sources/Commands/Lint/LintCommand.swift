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
            let metaSchemas = ContractOptions.metaSchemas
            let diagnostics = try BehaviourLinter.lint(
                folder: path,
                fixtures: fixtures.exists ? fixtures.folder : nil,
                metaSchemas: metaSchemas
            )
            for diagnostic in diagnostics { Terminal.write(diagnostic.description) }
            var errors = diagnostics.count { $0.severity == .error }
            let warnings = diagnostics.count - errors
            if errors == 0 {
                let contract = try ContractFolder.load(path, metaSchemas: metaSchemas)
                let problems = BehaviourProgram(contract).diagnostics
                for problem in problems { Terminal.write(problem.description) }
                errors = problems.count
                if problems.isEmpty { Terminal.write(LintSummary(contract).description) }
            }
            let fixtureCount =
                fixtures.exists ? try ContractFolder.fixturePaths(in: fixtures.folder).count : 0
            Terminal.write(
                "\(path) with \(Count(fixtureCount, "fixture")): \(Count(errors, "error")), "
                    + "\(Count(warnings, "warning"))"
            )
            if errors > 0 { throw ContractError.invalid(diagnostics) }
        } catch {
            guard case .unreadable = error else { throw ExitCode.failure }
            throw CommandLineError(error.description)
        }
    }
}
