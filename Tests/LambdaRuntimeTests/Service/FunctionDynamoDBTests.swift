import Foundation
import JSON
import Lambda
import TestServer
import TestSupport
import Testing

@Suite(
    "The program as a Lambda function over DynamoDB",
    .enabled(if: Emulator.areInstalled, "\(Emulator.advice)"),
    .timeLimit(.minutes(5))
)
struct FunctionDynamoDBTests {
    private static let environment = [
        "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
    ]

    @Test("answers all actions in one flow, keeps the records for other instances, and keeps the contract")
    func flow() async throws {
        let store = "dynamodb:\(try await Emulator.moto.endpoint())"
        let prefix = "flow-"
        let tables = ["--contracts", "Contracts", "--store", store, "--table-prefix", prefix]
        let made = try await Program.run(["tables", "create"] + tables, environment: Self.environment)
        #expect(made.exitCode == 0, "\(made.error)")
        try await FunctionProcess.run(["lambda"] + tables, environment: Self.environment) {
            function async throws in
            var flow = SupportFlow(FunctionGateway(api: function.api))
            try await flow.run()
            #expect(flow.actions.count == 13)
            let log = try function.log()
            #expect(log.contains { $0["store"]?.stringValue == store })
            #expect(!log.contains { ["WARN", "ERROR"].contains($0["level"]) }, "\(log)")
        }
        try await FunctionProcess.run(["lambda"] + tables, environment: Self.environment) {
            function async throws in
            let gateway = FunctionGateway(api: function.api)
            var flow = SupportFlow(gateway)
            try await flow.expectRecords()
            try await EndpointServer.run(gateway) { _, port in
                // Moto takes one request at a time: all kinds would take minutes.
                let run = try await Program.run(
                    ["verify", "--contracts", "Contracts", "--endpoint", "http://127.0.0.1:\(port)/"]
                        + [
                            "--strict", "--seed", "1", "--only", "example", "--only", "model", "--steps",
                            "60",
                        ]
                        + ["--state", store, "--table-prefix", prefix],
                    environment: Self.environment
                )
                #expect(run.exitCode == 0, "\(run.output)\(run.error)")
                #expect(run.output.contains("The contract holds"))
            }
            #expect(try function.log().allSatisfy { $0["level"] != "ERROR" })
        }
    }
}
