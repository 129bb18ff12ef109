import ArgumentParser

/// The root of the command line.
struct UnderstudyCommand: AsyncParsableCommand {
    /// The version that `--version` shows.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "Stands in for a Lambda and auditions the real one.",
        discussion: """
            Contract files say what each action of the service promises. 'serve' plays them as a mock; the other \
            commands check contract files, fixtures and real endpoints against them.

            Every option can be set by an environment variable: --port by UNDERSTUDY_PORT, and so on. What is \
            written on the command line wins; several values of an option stand on lines of their own.

            Exit codes: 0 all held, 1 a contract was broken, 2 could not run, 64 bad usage.

            Example:
              understudy serve --fixture demo
            """,
        version: version,
        subcommands: [
            ServeCommand.self, VerifyCommand.self, LintCommand.self, FixtureCommand.self, PlanCommand.self,
            TokenCommand.self,
        ]
    )
}
