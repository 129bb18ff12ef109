public import Contracts
public import JSON
import Tables

/// A template of CloudFormation with the alarms of a service: its function, its tables, and the measures of its contract.
///
/// The alarms of measures read what `understudy lambda` writes into its log.
///
/// Sources: AWS, "AWS::CloudWatch::Alarm", "Types of metrics for Lambda functions", "DynamoDB metrics and dimensions".
public struct CloudWatchAlarms: Sendable {
    /// The most metrics that one alarm can calculate with.
    private static let mostMetrics = 10

    private let contract: Contract

    /// Creates the alarms of a contract.
    public init(_ contract: Contract) {
        self.contract = contract
    }

    /// The template.
    public var json: JSONValue {
        var resources = JSONObject()
        for (name, properties) in alarms {
            var all: JSONObject = [
                "AlarmName": ["Fn::Sub": .string("${FunctionName}-\(name)")],
                "TreatMissingData": "notBreaching",
                "AlarmActions": ["Fn::If": ["HasTopic", [["Ref": "Topic"]], ["Ref": "AWS::NoValue"]]],
            ]
            for member in properties.members { all[member.name] = member.value }
            resources[name] = ["Type": "AWS::CloudWatch::Alarm", "Properties": .object(all)]
        }
        return [
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": .string(
                "The alarms of the service \(contract.service.name). Written by 'understudy export alarms'."
            ),
            "Parameters": [
                "FunctionName": ["Type": "String", "Description": "The name of the function."],
                "Topic": [
                    "Type": "String", "Default": "",
                    "Description": "The ARN of the SNS topic that is told of alarms; none when empty.",
                ],
            ],
            "Conditions": ["HasTopic": ["Fn::Not": [["Fn::Equals": [["Ref": "Topic"], ""]]]]],
            "Resources": .object(resources),
        ]
    }

    private var alarms: [(name: String, properties: JSONObject)] {
        let general = [
            (GeneralAlarm.throttles, function("Throttles", statistic: "Sum", above: 0)),
            (.errors, function("Errors", statistic: "Sum", above: 0)),
            (
                .duration,
                function("Duration", percentile: "p95", above: contract.service.budget.medianMilliseconds)
            ),
        ].map { alarm, properties in
            var properties = properties
            properties["AlarmDescription"] = .string(alarm.summary(contract.service))
            return (alarm.rawValue, properties)
        }
        return general + tables + contract.service.measures.compactMap(measured)
    }

    private func function(
        _ metric: String,
        statistic: String? = nil,
        percentile: String? = nil,
        above threshold: Double
    ) -> JSONObject {
        var properties: JSONObject = [
            "Namespace": "AWS/Lambda", "MetricName": .string(metric),
            "Dimensions": [["Name": "FunctionName", "Value": ["Ref": "FunctionName"]]],
            "Period": 60, "ComparisonOperator": "GreaterThanThreshold",
            "Threshold": JSONNumber("\(threshold)").map { .number($0) } ?? 0,
        ]
        if let statistic {
            properties["Statistic"] = .string(statistic)
            properties["EvaluationPeriods"] = 1
        }
        if let percentile {
            // A single slow minute, such as one of cold starts, is none.
            properties["ExtendedStatistic"] = .string(percentile)
            properties["EvaluationPeriods"] = 5
            properties["DatapointsToAlarm"] = 3
        }
        return properties
    }

    /// The alarms of tables, each over as many tables and indexes as one alarm can have.
    private var tables: [(name: String, properties: JSONObject)] {
        var metrics: [TableMetric] = []
        for table in contract.tables {
            let indexes: [String?] = [nil] + table.definition.indexes.map(\.name)
            for index in indexes {
                for name in ["ReadThrottleEvents", "WriteThrottleEvents"] {
                    metrics.append(TableMetric(table: table.name, index: index, name: name))
                }
            }
        }
        return stride(from: 0, to: metrics.count, by: Self.mostMetrics).map { start in
            let chunk = metrics[start..<min(start + Self.mostMetrics, metrics.count)]
            let number = start / Self.mostMetrics
            let names = chunk.indices.map { "m\($0 - start)" }
            let sum: JSONValue = [
                "Id": "refused",
                "Expression": .string("SUM([\(names.map { "FILL(\($0), 0)" }.joined(separator: ", "))])"),
                "ReturnData": true,
            ]
            let queries = zip(names, chunk).map { id, metric in metric.query(id) }
            let properties: JSONObject = [
                "AlarmDescription": .string(GeneralAlarm.tables.summary(contract.service)),
                "Metrics": .array([sum] + queries),
                "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold", "Threshold": 0,
            ]
            return (GeneralAlarm.tables.rawValue + (number == 0 ? "" : "\(number + 1)"), properties)
        }
    }

    private func measured(_ measure: Measure) -> (name: String, properties: JSONObject)? {
        guard let alarm = measure.alarm else { return nil }
        let properties: JSONObject = [
            "AlarmDescription": .string("\(alarm.summary) Measured: \(measure.help)"),
            "Namespace": .string(MeasureMetric.namespace),
            "MetricName": .string(MeasureMetric.name(of: measure.name)),
            "Dimensions": [
                ["Name": .string(MeasureMetric.dimension), "Value": .string(contract.service.name)]
            ],
            "Statistic": "Maximum", "Period": 60, "EvaluationPeriods": 1,
            "ComparisonOperator": "GreaterThanThreshold", "Threshold": .number(JSONNumber(alarm.seconds)),
        ]
        return (alarm.name, properties)
    }
}

/// A metric of a table or of one of its indexes.
private struct TableMetric: Sendable {
    let table: String
    let index: String?
    let name: String

    /// Returns the query of its sum, by an id.
    func query(_ id: String) -> JSONValue {
        var dimensions: [JSONValue] = [["Name": "TableName", "Value": .string(table)]]
        if let index { dimensions.append(["Name": "GlobalSecondaryIndexName", "Value": .string(index)]) }
        return [
            "Id": .string(id), "ReturnData": false,
            "MetricStat": [
                "Metric": [
                    "Namespace": "AWS/DynamoDB", "MetricName": .string(name),
                    "Dimensions": .array(dimensions),
                ],
                "Period": 60, "Stat": "Sum",
            ],
        ]
    }
}
