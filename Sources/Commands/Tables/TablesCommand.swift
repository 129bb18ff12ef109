import ArgumentParser

/// `understudy tables`: makes, describes and deletes the tables of a contract in DynamoDB.
struct TablesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "Makes, describes and deletes the contract's tables in DynamoDB.",
        discussion: """
            Region and credentials come from where AWS's own tools take them: environment variables, the profile of \
            ~/.aws, the endpoint of a container, the metadata of an instance.

            Examples:
              understudy tables create --store dynamodb
              understudy tables create --store dynamodb:http://127.0.0.1:8000 --table-prefix test-
            """,
        subcommands: [TablesCreateCommand.self, TablesDescribeCommand.self, TablesDeleteCommand.self]
    )
}
