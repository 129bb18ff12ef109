import ArgumentParser
import Contracts
import Foundation
import JSON
import Reports
import SQLiteStore
import Tables
import Transfer

/// `understudy fixture dump`: saves the records of a running mock or of a store.
struct FixtureDumpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Writes the records of a running mock or of a store as a fixture.",
        discussion: """
            With --store, records go into the file one by one, so that there may be any number of them. What is written \
            to tables in DynamoDB meanwhile may be seen in part; a file of SQLite is read as of one moment. --format \
            dynamodb writes one table as DynamoDB exports it.

            --redact replaces what the contract marks as personal ("understudy": {"personal": ...} and the formats of \
            e-mail addresses) by made-up data. The same value becomes the same other one in all tables; whoever does \
            not have the key cannot go back. --redact-key makes several dumps agree.

            Examples:
              understudy fixture dump --mock http://127.0.0.1:3000/ --output bug-17.json
              understudy fixture dump --store sqlite:mock.sqlite --redact --output shared.json
              understudy fixture dump --store dynamodb --format dynamodb --table Messages --output Messages.json
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var options: RecordStoreOptions

    @Option(help: "The form of the file: a fixture, or an export of DynamoDB.")
    var format = DumpFormat.fixture

    @Option(help: ArgumentHelp("Only this table, repeatable; an export has one.", valueName: "name"))
    var table: [String] = []

    @Flag(help: "Replaces personal data by made-up data.")
    var redact = false

    @Option(
        help: ArgumentHelp(
            "A secret from which the made-up data follows; another one each time when left out.",
            valueName: "text"
        )
    )
    var redactKey: String?

    @Option(
        help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var output: String?

    func validate() throws {
        if redactKey != nil, !redact {
            throw ValidationError("--redact-key is for --redact; give --redact as well")
        }
        if format == .dynamodb, table.count != 1 {
            throw ValidationError("an export of DynamoDB has one table; name it by --table")
        }
        if options.checkpoint != nil, output == nil {
            throw ValidationError("--checkpoint needs a file to go on with; give --output")
        }
    }

    func run() async throws {
        guard options.store != nil || redact || format != .fixture || !table.isEmpty else {
            return try await writeState()
        }
        let contract = try contractOptions.load()
        for name in table where contract.table(named: name) == nil {
            let remedy = NearestName.remedy(for: name, among: contract.tables.map(\.name), what: "table")
            throw CommandLineError("--table \(name): there is no such table; \(remedy)")
        }
        let tables = contract.tables.map(\.name).filter { table.isEmpty || table.contains($0) }
        var dumper = try RecordDumper(
            contract: contract,
            format: format,
            output: output,
            options: options,
            redactionKey: redact ? redactKey.map { Array($0.utf8) } ?? Redaction.newKey() : nil
        )
        switch options.store {
        case .memory?, nil:
            let state = try await control.send("GET", "state")
            try dumper.dump(state: state, tables)
        case .sqlite(let path)?:
            try dumper.dump(sqlite: path, tables)
        case .dynamoDB?:
            guard let store = options.store else { return }
            try await dumper.dump(
                try store.dynamoDBStore(of: contract, prefix: options.tablePrefix.tablePrefix),
                tables
            )
        }
    }

    /// Writes the state of the mock as the mock answers it.
    private func writeState() async throws {
        let file = try output.map { (path) throws(CommandLineError) in try OutputFile(path) }
        let body = try await control.send("GET", "state")
        guard let state = try? JSONValue(parsing: body) else {
            throw CommandLineError("\(control.mock) did not answer with JSON; check that a mock runs there")
        }
        let text = state.prettyText()
        guard let file else {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
            return
        }
        do throws(ReportError) {
            try file.write(Array(text.utf8))
        } catch {
            throw CommandLineError("\(error)")
        }
    }
}

/// The values of `--format`.
enum DumpFormat: String, ExpressibleByArgument, CaseIterable {
    /// A fixture, of all tables.
    case fixture
    /// One table as DynamoDB exports it.
    case dynamodb
}
