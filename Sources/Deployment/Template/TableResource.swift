import Contracts
import JSON
import Tables

/// A table of a contract as a resource of CloudFormation.
///
/// Source: AWS, "AWS::DynamoDB::Table".
struct TableResource: Sendable {
    /// The members of a table's file that are the resource's properties as they are.
    private static let properties = [
        "TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes",
    ]

    /// The table of the contract.
    let table: TableContract
    /// The table, or that of its unique values.
    let definition: TableDefinition
    /// Its file, in the shape of CreateTable.
    private let file: JSONValue

    init(_ table: TableContract, in contract: Contract) {
        self.table = table
        definition = table.definition
        // A contract that was made by a program has no files.
        file = contract.sources[table.location.file]?.document.value ?? table.definition.json
    }

    /// Creates the table of a table's unique values; `nil` where it has no unique keys.
    init?(uniqueKeysOf table: TableContract) {
        guard let definition = table.definition.uniqueKeyTable else { return nil }
        self.table = table
        self.definition = definition
        file = definition.json
    }

    /// The resource, which outlives its stack: what is in a table cannot be made again.
    var json: JSONValue {
        var properties = JSONObject()
        for name in Self.properties { properties[name] = file[name] }
        properties["BillingMode"] = "PAY_PER_REQUEST"
        if let view = streamView { properties["StreamSpecification"] = ["StreamViewType": view] }
        if let attribute = definition.timeToLive {
            properties["TimeToLiveSpecification"] = ["AttributeName": .string(attribute), "Enabled": true]
        }
        properties["PointInTimeRecoverySpecification"] = ["PointInTimeRecoveryEnabled": true]
        return [
            "Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
            "Properties": .object(properties),
        ]
    }

    /// What the stream of the table has; `nil` where the table has none.
    private var streamView: JSONValue? {
        guard let stream = file["StreamSpecification"], stream["StreamEnabled"] == true else { return nil }
        return stream["StreamViewType"] ?? "NEW_AND_OLD_IMAGES"
    }
}
