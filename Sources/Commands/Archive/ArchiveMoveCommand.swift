import Archive
import ArgumentParser
import Contracts

/// `understudy archive move`: moves the records that are due to a folder.
struct ArchiveMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Moves the records that are due to a folder.",
        discussion: """
            Due are records whose time to live has ended, and those that the "archive" of their table names, such as \
            orders that were closed three months ago, with the records that go with them. Each table and day has a \
            file of JSON lines in gzip's format. A record is deleted once its line is on disk, and only if it was not \
            changed meanwhile; the command can be repeated.

            Examples:
              understudy archive move --store sqlite:mock.sqlite --folder archive
              understudy archive move --store dynamodb --table-prefix test- --folder archive
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var options: ArchiveOptions

    func run() async throws {
        let contract = try contractOptions.load()
        let store = try options.openStore(contract)
        let archiver = Archiver(
            store,
            of: contract,
            to: try options.openFolder(makingIfMissing: true),
            now: options.now
        )
        do throws(ArchiveError) {
            for outcome in try await archiver.run() {
                let changed = outcome.changed == 0 ? "" : ", \(outcome.changed) changed meanwhile and left"
                Terminal.write("\(outcome.table): \(outcome.moved) moved\(changed)")
            }
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
