import ArgumentParser
import Contracts
import DynamoDBStore
import Tables

/// The options of a command that works on tables in DynamoDB.
struct DynamoDBOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The tables' place: DynamoDB of the region, or the endpoint of an emulator.",
            valueName: "dynamodb[:url]"
        )
    )
    var store = StoreChoice.dynamoDB(endpoint: nil)

    @OptionGroup var prefix: TablePrefixOption

    func validate() throws {
        guard case .dynamoDB = store else {
            throw ValidationError(
                "--store \(store.defaultValueDescription) has no tables of its own; give --store dynamodb"
            )
        }
    }

    /// Where DynamoDB is, and how it is used.
    ///
    /// - Throws: ``CommandLineError`` when there is no region.
    func configuration() throws(CommandLineError) -> DynamoDBConfiguration {
        try store.dynamoDBConfiguration()
    }
}

/// The option that distinguishes several sets of tables in one account.
struct TablePrefixOption: ParsableArguments {
    @Option(
        name: .customLong("table-prefix"),
        help: ArgumentHelp(
            "What the names of the tables in DynamoDB begin with, before those of the contract.",
            valueName: "text"
        )
    )
    var tablePrefix = ""

    func validate() throws {
        let isValid =
            tablePrefix.utf8.count <= 200
            && tablePrefix.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
        guard isValid else {
            throw ValidationError(
                "--table-prefix '\(tablePrefix)' cannot begin a table's name; use letters, digits, '_', '-' and '.'"
            )
        }
    }
}

extension Contract {
    /// The specifications of all tables that DynamoDB needs for the contract.
    var tableSpecifications: [TableSpecification] { tables.flatMap { TableSpecification($0).all } }
}

extension TableSpecification {
    /// Creates the specification of a contract's table.
    init(_ table: TableContract) {
        self.init(table.definition, stream: table.stream, expiry: table.definition.timeToLive)
    }
}
