import ArgumentParser
import Contracts
import DynamoDBStore
import Tables

/// `understudy tables delete`: deletes the tables of a contract.
struct TablesDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Deletes the contract's tables with all their records.",
        discussion: """
            Example:
              understudy tables delete --store dynamodb --table-prefix test- --yes
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var options: DynamoDBOptions

    @Flag(help: "Deletes them; without this flag nothing is done.")
    var yes = false

    func run() async throws {
        let contract = try contractOptions.load()
        let configuration = try options.configuration()
        let provisioner = TableProvisioner(configuration, prefix: options.prefix.tablePrefix)
        let tables = contract.tableSpecifications.map(\.definition)
        let names = tables.map { provisioner.prefix + $0.name }.joined(separator: ", ")
        guard yes else {
            throw CommandLineError(
                "this deletes all records of \(names) at \(configuration.endpoint.origin); confirm it by --yes"
            )
        }
        for table in tables {
            do throws(TableStoreError) {
                let outcome = try await provisioner.delete(table)
                Terminal.write("\(provisioner.prefix)\(table.name): \(outcome.rawValue)")
            } catch {
                throw CommandLineError("\(provisioner.prefix)\(table.name): \(error)")
            }
        }
    }
}
