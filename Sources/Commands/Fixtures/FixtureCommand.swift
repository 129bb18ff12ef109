import ArgumentParser

/// `understudy fixture`: makes, checks and moves state.
struct FixtureCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "fixture",
            abstract: "Makes, checks and moves the worlds that a mock plays.",
            discussion: """
                Example:
                  understudy fixture validate Fixtures/demo.json
                """,
            subcommands: [FixtureValidateCommand.self]
                + Program.current.fixtureCommands
                + [FixtureDumpCommand.self, FixtureLoadCommand.self]
        )
    }
}
