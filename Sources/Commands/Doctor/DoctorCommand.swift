import ArgumentParser
import Contracts
import JSON
import Sessions
import Tables

/// `understudy doctor`: finds broken records in stored data.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Finds records that contradict the contract or each other, and says what would mend them.",
        discussion: """
            It looks for what the tables of the contract rule out: records that refer to none, phantoms that have \
            nothing but a counter, totals that disagree with what they count, attributes that an index needs, and \
            records that break their schema. It changes nothing.

            Exit code 1 when a record is broken, 2 when the data cannot be read.

            Examples:
              understudy doctor --store sqlite:mock.sqlite
              understudy doctor --store dynamodb --table-prefix test-
              understudy doctor Fixtures/demo.json
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(
        help: ArgumentHelp(
            "The file of a mock, with the records of its sessions, or tables in DynamoDB.",
            valueName: "sqlite:file|dynamodb[:url]"
        )
    )
    var store: StoreChoice?

    @OptionGroup var tablePrefix: TablePrefixOption

    @Option(help: ArgumentHelp("The session whose records are examined.", valueName: "name"))
    var session = SessionName.standard.description

    @Argument(
        help: ArgumentHelp("The fixtures: files, or names.", valueName: "fixture"),
        completion: .file(extensions: ["json"])
    )
    var fixtures: [String] = []

    func validate() throws {
        guard store != nil || !fixtures.isEmpty else {
            throw ValidationError(
                "nothing to examine; give --store sqlite:FILE, --store dynamodb or a fixture"
            )
        }
        if case .memory? = store {
            throw ValidationError("--store memory has nothing to examine; give --store sqlite:FILE")
        }
    }

    func run() async throws {
        let contract = try contractOptions.load()
        var broken = 0
        if let store {
            let records = StoredRecords(
                store: store,
                prefix: tablePrefix.tablePrefix,
                session: session,
                contract: contract
            )
            broken += report(try await records.fixture(), of: store.defaultValueDescription, for: contract)
        }
        if !fixtures.isEmpty {
            let library = try contractOptions.fixtures()
            for name in fixtures {
                let path = try library.path(name)
                broken += report(try Self.fixture(in: path), of: path, for: contract)
            }
        }
        if broken > 0 { throw ExitCode.failure }
    }

    private func report(_ state: Fixture, of name: String, for contract: Contract) -> Int {
        // Records of a store come without a clock.
        let now = state.clock == SessionClock.latest ? SystemTime.milliseconds() : nil
        let records = RecordExamination.brokenRecords(in: state, for: contract, now: now)
        for record in records { Terminal.write(record.description) }
        let count = state.tables.reduce(0) { $0 + $1.items.count }
        Terminal.write("\(name): \(records.count) of \(count) records are broken")
        return records.count
    }

    /// Reads a fixture as far as it is one: what is broken in it is for the examination.
    private static func fixture(in path: String) throws(CommandLineError) -> Fixture {
        let bytes = try InputFile.bytes(of: path, "the fixture")
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw CommandLineError("\(path): \(error)")
        }
        guard let tables = value["tables"]?.objectValue else {
            throw CommandLineError("\(path): has no 'tables'; name a fixture")
        }
        return Fixture(
            name: path,
            description: value["description"]?.stringValue ?? "",
            clock: value["clock"]?.intValue ?? SessionClock.latest,
            tables: tables.map { member in
                let items = (member.value.arrayValue ?? []).compactMap(\.objectValue)
                return Fixture.Table(name: member.name, items: items)
            }
        )
    }
}
