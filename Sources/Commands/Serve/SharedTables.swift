import Contracts
import DynamoDBStore
import Sessions
import Tables

/// The tables in DynamoDB that a mock serves: they belong to no session, but to everyone who uses them.
struct SharedTables: Sendable {
    /// The tables.
    let store: any TableStore
    /// Where they are, in words.
    let place: String
    private let contract: Contract

    /// Finds the tables; `nil` for another store.
    ///
    /// - Parameters:
    ///   - choice: The store.
    ///   - prefix: What the names of the tables begin with.
    ///   - contract: The contract.
    ///   - isTried: Whether each table is read once, by a scan, which a function may not do.
    /// - Throws: ``CommandLineError`` when one cannot be read.
    init?(
        _ choice: StoreChoice,
        _ prefix: TablePrefixOption,
        _ contract: Contract,
        isTried: Bool = true
    ) async throws(CommandLineError) {
        guard case .dynamoDB = choice else {
            guard prefix.tablePrefix.isEmpty else {
                throw CommandLineError(
                    "--table-prefix is for tables in DynamoDB; give --store dynamodb as well"
                )
            }
            return nil
        }
        let configuration = try choice.dynamoDBConfiguration()
        self.contract = contract
        store = DynamoDBStore(contract.tables.map(\.definition), configuration, prefix: prefix.tablePrefix)
        let names = prefix.tablePrefix.isEmpty ? "" : " (tables \(prefix.tablePrefix)*)"
        place = "DynamoDB at \(configuration.endpoint.origin)\(names)"
        // Before anything is served, so that a mistake is seen at once.
        if isTried { _ = try await isEmpty() }
    }

    /// Writes a fixture into empty tables.
    ///
    /// - Parameters:
    ///   - name: The name or file of the fixture; `nil` for none.
    ///   - library: The fixtures.
    /// - Returns: The initial state of the session, whose own tables stay empty.
    /// - Throws: ``CommandLineError`` when the fixture is invalid, or the tables have records.
    func filled(
        by name: String?,
        of library: FixtureLibrary
    ) async throws(CommandLineError) -> SessionSnapshot {
        if let name {
            let fixture = try library.load(name, for: contract)
            let actions = fixture.tables.flatMap { table in
                table.items.map { WriteAction.put($0, in: table.name) }
            }
            var isWritable = actions.isEmpty
            if !isWritable { isWritable = try await isEmpty() }
            guard isWritable else {
                throw CommandLineError(
                    "\(place) has records, so no fixture is written to it; leave --fixture out"
                )
            }
            do throws(TableStoreError) {
                // Without reads there are no conditions: puts can be repeated in as many transactions as it takes.
                try await store.transact(actions, ifUnchanged: ReadSet())
            } catch {
                throw CommandLineError("fixture \(name): \(error)")
            }
        }
        return SessionSnapshot(
            description: "The records are in \(place).",
            clock: ReferenceEnvironment.systemTime,
            tables: TableState(store.definitions)
        )
    }

    private func isEmpty() async throws(CommandLineError) -> Bool {
        do throws(TableStoreError) {
            var isEmpty = true
            for definition in store.definitions {
                let page = try await store.scan(Scan(definition.name, limit: 1, isConsistent: true))
                isEmpty = isEmpty && page.items.isEmpty
            }
            return isEmpty
        } catch {
            throw CommandLineError("--store dynamodb: \(error)")
        }
    }
}
