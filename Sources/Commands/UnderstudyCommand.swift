import ArgumentParser

/// The root of the command line.
struct UnderstudyCommand: AsyncParsableCommand {
    /// The version that `--version` shows.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "Mocks a Lambda by its contract, and tests the real one against it.",
        discussion: """
            Contract files describe each action of the service. 'serve' is a mock that behaves as they describe; the \
            other commands check contract files, fixtures and real endpoints against them.

            Every option can be set by an environment variable: --port by UNDERSTUDY_PORT, and so on. The \
            command line takes precedence; several values of an option are on separate lines.

            Exit codes: 0 all held, 1 a contract was broken, 2 could not run, 64 bad usage.

            Example:
              understudy serve --fixture demo
            """,
        version: version,
        subcommands: [
            InitCommand.self, ServeCommand.self, VerifyCommand.self, LintCommand.self, FixtureCommand.self,
            DoctorCommand.self, TablesCommand.self, ArchiveCommand.self,
            PlanCommand.self, ExplainCommand.self, TokenCommand.self, LambdaCommand.self,
            ExportCommand.self,
        ]
    )
}
