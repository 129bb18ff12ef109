import ArgumentParser
import Contracts
import DynamoDBStore
import Tables

/// `understudy tables describe`: says how the tables of a contract are.
struct TablesDescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Says how the contract's tables are: status, size, indexes, stream, time to live.",
        discussion: """
            Items and sizes are those that DynamoDB has counted within the last six hours. Exit code 1 when a table \
            is missing or not active.

            Example:
              understudy tables describe --store dynamodb
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var options: DynamoDBOptions

    func run() async throws {
        let contract = try contractOptions.load()
        let provisioner = TableProvisioner(
            try options.configuration(),
            prefix: options.prefix.tablePrefix
        )
        var isComplete = true
        for table in contract.tableSpecifications.map(\.definition) {
            do throws(TableStoreError) {
                let description = try await provisioner.describe(table)
                Terminal.write(description.map(Self.text) ?? "\(provisioner.prefix)\(table.name): absent")
                let indexes = description?.indexes ?? []
                let isActive = description?.status == "ACTIVE" && indexes.allSatisfy { $0.status == "ACTIVE" }
                let names = Set(indexes.map(\.name))
                if !isActive || !names.isSuperset(of: table.indexes.map(\.name)) {
                    isComplete = false
                }
            } catch {
                throw CommandLineError("\(provisioner.prefix)\(table.name): \(error)")
            }
        }
        if !isComplete { throw ExitCode.failure }
    }

    private static func text(_ table: TableDescription) -> String {
        let indexes = table.indexes.map { "\($0.name) (\($0.status))" }.joined(separator: ", ")
        return """
            \(table.name): \(table.status), \(Count(table.items, "item")), \(Count(table.bytes, "byte"))
              indexes       \(indexes.isEmpty ? "none" : indexes)
              stream        \(table.stream ?? "none")
              time to live  \(table.expiry ?? "none")
            """
    }
}
