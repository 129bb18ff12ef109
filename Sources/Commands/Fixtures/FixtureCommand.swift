import ArgumentParser

/// `understudy fixture`: creates, checks and transfers states of the tables.
struct FixtureCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "fixture",
            abstract: "Creates and checks fixtures, and transfers them to and from a running mock.",
            discussion: """
                Example:
                  understudy fixture validate Fixtures/demo.json
                """,
            subcommands: [
                FixtureValidateCommand.self, FixtureGenerateCommand.self, FixtureDumpCommand.self,
                FixtureLoadCommand.self,
            ]
        )
    }
}
