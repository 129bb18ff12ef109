public import Contracts
public import JSON
import Tables

/// A template of AWS SAM that deploys a contract as a Lambda function with its URL, its tables, a role with the permissions that it
/// needs, and its log.
///
/// Sources: AWS, "AWS SAM template anatomy", "AWS::Serverless::Function".
public struct FunctionTemplate: Sendable {
    /// The processors that a function runs on.
    public enum Architecture: String, Sendable, Hashable, CaseIterable {
        /// 64-bit Intel and AMD.
        case x86 = "x86_64"
        /// 64-bit ARM.
        case arm = "arm64"
    }

    /// The options of the function.
    public struct Options: Sendable, Hashable {
        /// The path of the function's archive, relative to the template.
        public var archive: String
        /// The processor that its executable was built for.
        public var architecture: Architecture
        /// Its memory in MB, which decides its share of a processor, too.
        public var memory: Int
        /// The seconds after which the platform ends an invocation.
        public var timeout: Int
        /// The days for which the log is kept.
        public var logDays: Int

        /// Creates options.
        public init(
            archive: String = "function.zip",
            architecture: Architecture = .x86,
            memory: Int = 512,
            timeout: Int = 30,
            logDays: Int = 30
        ) {
            self.archive = archive
            self.architecture = architecture
            self.memory = memory
            self.timeout = timeout
            self.logDays = logDays
        }
    }

    private let contract: Contract
    private let options: Options
    private let tables: [(id: String, resource: TableResource)]

    /// Creates the template of a contract.
    public init(_ contract: Contract, options: Options = Options()) {
        self.contract = contract
        self.options = options
        var ids = LogicalIDs(taken: ["Function", "FunctionUrl", "FunctionRole", "FunctionLog"])
        var tables: [(id: String, resource: TableResource)] = []
        for table in contract.tables {
            let unique = TableResource(uniqueKeysOf: table).map { [$0] } ?? []
            for resource in [TableResource(table, in: contract)] + unique {
                tables.append((ids.make(resource.definition.name, suffix: "Table"), resource))
            }
        }
        self.tables = tables
    }

    /// The template.
    public var json: JSONValue {
        var resources = JSONObject()
        for (id, resource) in tables { resources[id] = resource.json }
        resources["FunctionLog"] = log
        resources["FunctionRole"] = role
        resources["Function"] = function
        return [
            "AWSTemplateFormatVersion": "2010-09-09",
            "Transform": "AWS::Serverless-2016-10-31",
            "Description": .string(
                "The service \(contract.service.name): a function behind a URL, over \(tables.count) tables. "
                    + "Written by 'understudy export template'."
            ),
            "Parameters": [
                "Authorization": [
                    "Type": "String", "Default": "none", "NoEcho": true,
                    "Description":
                        "Bearer tokens that requests need, as --auth takes it: none, or supabase:SECRET.",
                ]
            ],
            "Resources": .object(resources),
            "Outputs": [
                "Url": [
                    "Description": "The address of the service.",
                    "Value": ["Fn::GetAtt": ["FunctionUrl", "FunctionUrl"]],
                ],
                "FunctionName": [
                    "Description": "The name of the function, for the template of its alarms.",
                    "Value": ["Ref": "Function"],
                ],
            ],
        ]
    }

    /// The log, whose name is not the function's: the function needs the role, and the role needs the log.
    private var log: JSONValue {
        [
            "Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete",
            "Properties": ["RetentionInDays": .number(JSONNumber(options.logDays))],
        ]
    }

    private var role: JSONValue {
        [
            "Type": "AWS::IAM::Role",
            "Properties": [
                "AssumeRolePolicyDocument": [
                    "Version": "2012-10-17",
                    "Statement": [
                        [
                            "Effect": "Allow", "Principal": ["Service": "lambda.amazonaws.com"],
                            "Action": "sts:AssumeRole",
                        ]
                    ],
                ],
                "Policies": [
                    [
                        "PolicyName": "Function",
                        "PolicyDocument": ["Version": "2012-10-17", "Statement": .array(statements)],
                    ]
                ],
            ],
        ]
    }

    /// One statement for the log, and one for each kind of use of tables.
    private var statements: [JSONValue] {
        var resources: [TableAccess: [JSONValue]] = [:]
        for (id, resource) in tables {
            guard let access = TableAccess(to: resource.table.name, in: contract) else { continue }
            var arns: [JSONValue] = [["Fn::GetAtt": [.string(id), "Arn"]]]
            if !resource.definition.indexes.isEmpty {
                arns.append(["Fn::Sub": .string("${\(id).Arn}/index/*")])
            }
            resources[access, default: []] += arns
        }
        let log: JSONValue = [
            "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": ["Fn::GetAtt": ["FunctionLog", "Arn"]],
        ]
        let uses = resources.sorted { !$0.key.isWritten && $1.key.isWritten }
        return [log]
            + uses.map { access, arns in
                ["Effect": "Allow", "Action": .array(access.permissions), "Resource": .array(arns)]
            }
    }

    private var function: JSONValue {
        [
            "Type": "AWS::Serverless::Function",
            "Properties": [
                "Description": .string(
                    String((contract.service.summary ?? contract.service.name).prefix(256))
                ),
                "CodeUri": .string(options.archive),
                "Handler": "bootstrap",
                "Runtime": "provided.al2023",
                "Architectures": [.string(options.architecture.rawValue)],
                "MemorySize": .number(JSONNumber(options.memory)),
                "Timeout": .number(JSONNumber(options.timeout)),
                "Role": ["Fn::GetAtt": ["FunctionRole", "Arn"]],
                "LoggingConfig": ["LogFormat": "JSON", "LogGroup": ["Ref": "FunctionLog"]],
                "Environment": [
                    "Variables": [
                        "UNDERSTUDY_STORE": .string(tables.isEmpty ? "memory" : "dynamodb"),
                        "UNDERSTUDY_CONTRACTS": "Contracts",
                        "UNDERSTUDY_AUTH": ["Ref": "Authorization"],
                    ]
                ],
                // Without CORS: the service's own responses have its headers, and browsers refuse them twice.
                "FunctionUrlConfig": ["AuthType": "NONE"],
            ],
        ]
    }
}
