import ArgumentParser
import ContractStub
import Contracts
import Foundation

/// `understudy fixture generate`: makes a fixture of any size.
struct FixtureGenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Makes a fixture for a contract with tables; the same seed gives the same bytes.",
        discussion: """
            Items fit their records' schemas; references lead to items that are there, and totals count them.

            Examples:
              understudy fixture generate --output Fixtures/example.json
              understudy fixture generate --items 100 --table Orders=5000 --seed 7 --output Fixtures/large.json
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number from which all random choices follow.", valueName: "number")
    )
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of items of each table.", valueName: "number")
    )
    var items = FixtureGenerator.standardCount

    @Option(help: ArgumentHelp("The number of items of one table; repeatable.", valueName: "table=number"))
    var table: [String] = []

    @Option(
        help: ArgumentHelp(
            "The file to write, whose folder is made; standard output when left out.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var output: String?

    private static let mostItems = 10_000_000

    func validate() throws {
        guard (0...Self.mostItems).contains(items) else {
            throw ValidationError(
                "--items is from 0 to \(Self.mostItems); use --items \(FixtureGenerator.standardCount)"
            )
        }
        for text in table where Self.count(text) == nil {
            throw ValidationError(
                "--table \(text) is no number of items; write --table NAME=NUMBER with a number from 0 to \(Self.mostItems)"
            )
        }
    }

    private static func count(_ text: String) -> (table: String, count: Int)? {
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex,
            let count = Int(text[text.index(after: sign)...]), (0...mostItems).contains(count)
        else { return nil }
        return (String(text[..<sign]), count)
    }

    /// Says that a table has fewer items than were asked for: those that lack what they need are left out.
    private func warn(of table: Fixture.Table, wanted: Int, _ contract: Contract) {
        guard table.items.count < wanted, let description = contract.table(named: table.name) else { return }
        let needed = description.newest.map(\.table) + description.references.map(\.table)
        let others = Set(needed).subtracting([table.name]).sorted().joined(separator: " and ")
        let reason =
            others.isEmpty
            ? "since each needs another item of the table; ask for more, or write them by hand"
            : "since each needs items of \(others); ask for more of those"
        Terminal.writeToError(
            "warning: \(table.name) has \(table.items.count) of \(wanted) items, \(reason)"
        )
    }

    func run() throws {
        let contract = try contractOptions.load()
        guard !contract.tables.isEmpty else {
            throw CommandLineError(
                "'\(contract.service.name)' has no tables, so a fixture has nothing to hold; describe them under tables/"
            )
        }
        let counts = Dictionary(table.compactMap(Self.count).map { ($0.table, $0.count) }) { _, last in last }
        let fixture: Fixture
        do throws(FixtureGenerationError) {
            fixture = try FixtureGenerator(contract, seed: seed, count: items, counts: counts)
                .fixture(named: "generated")
        } catch {
            throw CommandLineError(error.description)
        }
        for table in fixture.tables {
            warn(of: table, wanted: counts[table.name] ?? items, contract)
        }
        do {
            try FixtureFile(fixture).write(to: output)
        } catch let error as CommandLineError {
            throw error
        } catch {
            throw CommandLineError(
                "\(output ?? "standard output") cannot be written; make room or name another file"
            )
        }
    }
}
