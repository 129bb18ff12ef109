import ArgumentParser

/// `understudy archive`: moves records out of a store, and reads them back.
struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Moves expired and closed records to a folder, and reads them back.",
        discussion: """
            Without a subcommand it moves records.

            Examples:
              understudy archive --store sqlite:mock.sqlite --folder archive
              understudy archive restore --store sqlite:mock.sqlite --folder archive --table Messages
            """,
        subcommands: [ArchiveMoveCommand.self, ArchiveRestoreCommand.self],
        defaultSubcommand: ArchiveMoveCommand.self
    )
}
