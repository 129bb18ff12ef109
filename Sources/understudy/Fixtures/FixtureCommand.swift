import ArgumentParser

/// `understudy fixture`: makes, checks and moves state.
struct FixtureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixture",
        abstract: "Makes, checks and moves the worlds that a mock plays.",
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
