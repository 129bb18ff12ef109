import ArgumentParser
import Contracts
import Sessions

/// The options for a look into the tables behind the endpoint.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The tables behind the endpoint: what the run has written there is examined, too.",
            valueName: "sqlite:file|dynamodb[:url]"
        )
    )
    var state: StoreChoice?

    @OptionGroup var tablePrefix: TablePrefixOption

    @Option(help: ArgumentHelp("The session in the file of --state.", valueName: "name"))
    var stateSession = SessionName.standard.description

    func validate() throws {
        if case .memory? = state {
            throw ValidationError(
                "--state memory cannot be reached; give --state sqlite:FILE or --state dynamodb"
            )
        }
        if state == nil, !tablePrefix.tablePrefix.isEmpty {
            throw ValidationError("--table-prefix is for tables in DynamoDB; give --state dynamodb as well")
        }
    }

    /// Returns what reads the tables; `nil` where none are named.
    func reader(for contract: Contract) -> StoredRecords? {
        state.map { store in
            StoredRecords(
                store: store,
                prefix: tablePrefix.tablePrefix,
                session: stateSession,
                contract: contract
            )
        }
    }
}
