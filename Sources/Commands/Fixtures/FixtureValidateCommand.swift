import ArgumentParser
import Contracts

/// `understudy fixture validate`: checks fixtures against the contract.
struct FixtureValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks fixtures: items against their records and keys, and against each other.",
        discussion: """
            Exit code 1 when a fixture has an error, 2 when one cannot be read.

            Example:
              understudy fixture validate Fixtures/demo.json
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Argument(
        help: ArgumentHelp("The fixtures: files, or names.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var files: [String]

    func run() throws {
        let contract = try contractOptions.load()
        let library = try contractOptions.fixtures()
        var errors = 0
        for file in files {
            let path = try library.path(file)
            let diagnostics: [Diagnostic]
            do throws(ContractError) {
                diagnostics = try Linter.lint(fixture: path, for: contract)
            } catch {
                throw CommandLineError("\(path): cannot be read; check the path")
            }
            for diagnostic in diagnostics { Terminal.write(diagnostic.description) }
            errors += diagnostics.count { $0.severity == .error }
            if diagnostics.isEmpty { Terminal.write("\(path): ok") }
        }
        if errors > 0 { throw ExitCode.failure }
    }
}
