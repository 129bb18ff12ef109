import ArgumentParser
import Contracts
import DynamoDBStore
import Foundation
import JSON
import Reports
import Tables

/// `understudy export tables`: the tables for the tools that make them.
struct ExportTablesCommand: ParsableCommand {
    /// The formats.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// The parameters of `CreateTable`.
        case createTable = "create-table"
        /// A CloudFormation template.
        case cloudFormation = "cloudformation"
        /// A Terraform file.
        case terraform
    }

    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "Writes the contract's tables for DynamoDB, CloudFormation or Terraform.",
        discussion: """
            The format create-table is a list of the parameters of CreateTable; with --table, those of one table, as \
            'aws dynamodb create-table --cli-input-json' takes them. The others have the time to live as well.

            Examples:
              understudy export tables --format cloudformation --output tables.json
              understudy export tables --format create-table --table Messages
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(help: "The format.")
    var format = Format.createTable

    @Option(help: ArgumentHelp("The only table to write; all when left out.", valueName: "name"))
    var table: String?

    @OptionGroup var prefix: TablePrefixOption

    @Option(
        help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    func run() throws {
        let file = try output.map { (path) throws(CommandLineError) in try OutputFile(path) }
        let contract = try contractOptions.load()
        let tables = contract.tableSpecifications.filter { specification in
            table.map { $0 == specification.definition.name } ?? true
        }
        if let table, tables.isEmpty {
            let names = contract.tableSpecifications.map(\.definition.name).joined(separator: ", ")
            throw CommandLineError("the contract has no table '\(table)'; use one of \(names)")
        }
        let text = text(tables)
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

    private func text(_ tables: [TableSpecification]) -> String {
        let prefix = prefix.tablePrefix
        switch format {
        case .createTable:
            let requests = tables.map { JSONValue.object($0.createTable(prefix: prefix)) }
            let only = table == nil ? nil : requests.first
            return (only ?? .array(requests)).prettyText()
        case .cloudFormation:
            return TableTemplate.cloudFormation(tables, prefix: prefix).prettyText()
        case .terraform:
            return TableTemplate.terraform(tables, prefix: prefix)
        }
    }
}
