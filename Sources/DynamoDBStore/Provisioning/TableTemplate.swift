public import JSON
import Tables

/// Writes tables for the tools that make them: CloudFormation and Terraform.
public enum TableTemplate: Sendable {
    /// Returns a CloudFormation template with a resource for each table.
    ///
    /// Tables stay when the stack is deleted, and can be put back to each moment of the last 35 days.
    ///
    /// Source: AWS, "AWS::DynamoDB::Table".
    /// - Parameters:
    ///   - tables: The tables.
    ///   - prefix: What the tables' names begin with.
    /// - Returns: The template.
    /// - Complexity: O(*n*) in the number of tables.
    public static func cloudFormation(_ tables: [TableSpecification], prefix: String = "") -> JSONValue {
        var resources = JSONObject()
        var outputs = JSONObject()
        for (table, id) in zip(tables, identifiers(tables)) {
            var properties = table.createTable(prefix: prefix)
            if let stream = table.stream {
                properties["StreamSpecification"] = ["StreamViewType": .string(stream)]
            }
            if let expiry = table.expiry {
                properties["TimeToLiveSpecification"] = ["AttributeName": .string(expiry), "Enabled": true]
            }
            properties["PointInTimeRecoverySpecification"] = ["PointInTimeRecoveryEnabled": true]
            resources[id] = [
                "Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
                "Properties": .object(properties),
            ]
            outputs["\(id)Arn"] = ["Value": ["Fn::GetAtt": [.string(id), "Arn"]]]
            if table.stream != nil {
                outputs["\(id)StreamArn"] = ["Value": ["Fn::GetAtt": [.string(id), "StreamArn"]]]
            }
        }
        return [
            "AWSTemplateFormatVersion": "2010-09-09", "Description": "The tables of the contract.",
            "Resources": .object(resources), "Outputs": .object(outputs),
        ]
    }

    /// Returns a Terraform file with a resource for each table, as `terraform fmt` lays it out.
    ///
    /// Source: Terraform's AWS provider, "aws_dynamodb_table".
    /// - Parameters:
    ///   - tables: The tables.
    ///   - prefix: What the tables' names begin with.
    /// - Returns: The file's text.
    /// - Complexity: O(*n*) in the number of tables.
    public static func terraform(_ tables: [TableSpecification], prefix: String = "") -> String {
        zip(tables, identifiers(tables))
            .map { table, id in terraform(table, id, prefix) }
            .joined(separator: "\n")
    }

    private static func terraform(_ table: TableSpecification, _ id: String, _ prefix: String) -> String {
        let key = table.definition.key
        var first = [
            ("name", quoted(prefix + table.definition.name)), ("billing_mode", quoted("PAY_PER_REQUEST")),
            ("hash_key", quoted(key.partition.name)),
        ]
        if let sort = key.sort { first.append(("range_key", quoted(sort.name))) }
        if let stream = table.stream {
            first.append(("stream_enabled", "true"))
            first.append(("stream_view_type", quoted(stream)))
        }
        var blocks = [lines(first, 2)]
        for attribute in table.definition.keyAttributes {
            let members = [("name", quoted(attribute.name)), ("type", quoted(attribute.type.rawValue))]
            blocks.append("  attribute {\n\(lines(members, 4))\n  }")
        }
        for index in table.definition.indexes {
            var members = [("name", quoted(index.name)), ("hash_key", quoted(index.key.partition.name))]
            if let sort = index.key.sort { members.append(("range_key", quoted(sort.name))) }
            members.append(("projection_type", quoted("ALL")))
            blocks.append("  global_secondary_index {\n\(lines(members, 4))\n  }")
        }
        if let expiry = table.expiry {
            let members = [("attribute_name", quoted(expiry)), ("enabled", "true")]
            blocks.append("  ttl {\n\(lines(members, 4))\n  }")
        }
        blocks.append("  point_in_time_recovery {\n    enabled = true\n  }")
        blocks.append("  lifecycle {\n    prevent_destroy = true\n  }")
        let body = blocks.joined(separator: "\n\n")
        return "resource \"aws_dynamodb_table\" \(quoted(snake(id))) {\n\(body)\n}\n"
    }

    /// Lines of names and values, with the equals signs below each other.
    private static func lines(_ members: [(String, String)], _ indent: Int) -> String {
        let width = members.map(\.0.count).max() ?? 0
        return
            members.map { name, value in
                let space = String(repeating: " ", count: width - name.count)
                return "\(String(repeating: " ", count: indent))\(name)\(space) = \(value)"
            }
            .joined(separator: "\n")
    }

    /// A text in quotes; names of tables and attributes may hold what Terraform would fill in.
    private static func quoted(_ text: String) -> String {
        JSONValue.string(text).compactText.replacing("${", with: "$${").replacing("%{", with: "%%{")
    }

    /// Identifiers of the tables: letters and digits of their names, each once.
    private static func identifiers(_ tables: [TableSpecification]) -> [String] {
        var taken: Set<String> = []
        return tables.map { table in
            let letters = table.definition.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            let stem = letters.first?.isLetter == true ? letters : "Table" + letters
            var id = stem
            var number = 2
            while !taken.insert(id.lowercased()).inserted {
                id = "\(stem)\(number)"
                number += 1
            }
            return id
        }
    }

    /// An identifier in snake case: `OrderLines` becomes `order_lines`.
    private static func snake(_ identifier: String) -> String {
        var text = ""
        var wasLower = false
        for character in identifier {
            if character.isUppercase, wasLower { text += "_" }
            text += character.lowercased()
            wasLower = character.isLowercase || character.isNumber
        }
        return text
    }
}
