import ArgumentParser
import Contracts
import DynamoDBStore
import Tables

/// `understudy tables create`: makes the tables of a contract.
struct TablesCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes the contract's tables, or gives existing ones what they lack.",
        discussion: """
            Tables are billed on demand, and have the contract's indexes, streams and time to live. The command waits \
            until they can be used; running it again changes nothing.

            Example:
              understudy tables create --store dynamodb --table-prefix test-
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
        for table in contract.tableSpecifications {
            let name = provisioner.prefix + table.definition.name
            do throws(TableStoreError) {
                let outcome = try await provisioner.create(table)
                Terminal.write("\(name): \(outcome.rawValue)")
            } catch {
                throw CommandLineError("\(name): \(error)")
            }
        }
    }
}
