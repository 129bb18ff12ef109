import Archive
import ArgumentParser
import Contracts

/// `understudy archive restore`: puts archived records back.
struct ArchiveRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts archived records back into a store.",
        discussion: """
            The archive stays as it is, and records that the store has are left alone, so that the command can be repeated. \
            A record whose time to live has ended is deleted again by the store, unless it is restored by --for-ever.

            Example:
              understudy archive restore --store sqlite:mock.sqlite --folder archive --table Messages --from 2026-01-01
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var options: ArchiveOptions

    @Option(
        name: .customLong("table"),
        help: ArgumentHelp("A table whose records are restored; all when left out.", valueName: "name")
    )
    var tables: [String] = []

    @Option(help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"))
    var from: String?

    @Option(help: ArgumentHelp("The last day.", valueName: "yyyy-mm-dd"))
    var to: String?

    @Flag(help: "Restores records whose time to live has ended without it.")
    var forEver = false

    func validate() throws {
        for (name, day) in [("--from", from), ("--to", to)] {
            guard let day, !day.contains(/^\d{4}-\d{2}-\d{2}$/) else { continue }
            throw ValidationError("\(name) '\(day)' is no day; use one such as 2026-01-31")
        }
    }

    func run() async throws {
        let contract = try contractOptions.load()
        for name in tables where contract.table(named: name) == nil {
            let known = contract.tables.map(\.name)
            throw CommandLineError(
                "there is no table '\(name)'; \(NearestName.remedy(for: name, among: known, what: "table"))"
            )
        }
        let restorer = ArchiveRestorer(
            try options.openStore(contract),
            of: contract,
            from: try options.openFolder(makingIfMissing: false),
            now: options.now
        )
        do throws(ArchiveError) {
            let outcomes = try await restorer.run(
                tables: tables,
                days: (from, to),
                keepsExpiry: !forEver
            )
            for outcome in outcomes {
                var text = "\(outcome.table): \(outcome.restored) restored"
                if outcome.present > 0 { text += ", \(outcome.present) there already" }
                if outcome.expired > 0 { text += ", \(outcome.expired) of them expired" }
                Terminal.write(text)
            }
            if outcomes.isEmpty { Terminal.write("the archive has no records of these tables and days") }
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
