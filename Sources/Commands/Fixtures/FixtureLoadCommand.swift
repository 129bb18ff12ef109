import ArgumentParser
import Contracts
import Foundation
import JSON
import SQLiteStore
import Tables
import Transfer

/// `understudy fixture load`: replaces the state of a running mock, or puts records into a store.
struct FixtureLoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Replaces the state of a running mock by a fixture file, or puts records into a store.",
        discussion: """
            Into a store go fixtures of any size, and what DynamoDB exports as JSON: a line {"Item": ...} for each \
            record, unpacked; the table is named by --table, or by the file, as in Messages.json. Records take the \
            place of those with the same key, others stay, so a file can be loaded again. A record that breaks its \
            schema ends the command; 'understudy doctor --store' tells whether the records fit together.

            Examples:
              understudy fixture load bug-17.json --mock http://127.0.0.1:3000/
              understudy fixture load large.json --store sqlite:mock.sqlite
              understudy fixture load Messages.json --store dynamodb --checkpoint load.checkpoint
              gunzip -c export.json.gz | understudy fixture load - --table Messages --store sqlite:mock.sqlite
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var options: RecordStoreOptions

    @Option(help: ArgumentHelp("The table of an export of DynamoDB.", valueName: "name"))
    var table: String?

    @Argument(
        help: ArgumentHelp("The fixture or export; - is standard input.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var file: String

    func run() async throws {
        guard let store = options.store else {
            let bytes =
                file == "-"
                ? Array(FileHandle.standardInput.readDataToEndOfFile())
                : try InputFile.bytes(of: file, "the fixture")
            _ = try await control.send("PUT", "fixture", body: bytes)
            return
        }
        let contract = try contractOptions.load()
        let loader = RecordLoader(contract: contract, file: file, table: table, options: options)
        switch store {
        case .memory:
            break
        case .sqlite(let path):
            let spaces: SQLiteSpaces
            do throws(TableStoreError) {
                spaces = try SQLiteSpaces(path)
            } catch {
                throw options.error(error)
            }
            let definitions = contract.tables.map(\.definition)
            let session = options.session
            try await loader.load(batch: RecordLoader.fileBatch) { (records, head) throws(TableStoreError) in
                try spaces.put(
                    records,
                    into: session,
                    definitions,
                    clock: head.clock,
                    description: head.description
                )
            }
        case .dynamoDB:
            let tables = try store.dynamoDBStore(of: contract, prefix: options.tablePrefix.tablePrefix)
            try await loader.load(batch: TableLimits.transactionActions) {
                (records, _) throws(TableStoreError) in
                // Without reads there are no conditions: puts can be repeated.
                let puts = records.map { WriteAction.put($0.item, in: $0.table) }
                try await tables.transact(puts, ifUnchanged: ReadSet())
            }
        }
    }
}
