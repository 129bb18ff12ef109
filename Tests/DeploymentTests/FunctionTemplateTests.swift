import Contracts
import Deployment
import Foundation
import JSON
import TestSupport
import Testing

@Suite("The template of a contract", .timeLimit(.minutes(5)))
struct FunctionTemplateTests {
    private static func resources(_ contract: ExampleContract) throws -> JSONValue {
        try #require(FunctionTemplate(try contract.load()).json["Resources"])
    }

    @Test(
        "is accepted by cfn-lint, which expands it first",
        .needs(.cfnLint),
        arguments: ExampleContract.allCases,
        FunctionTemplate.Architecture.allCases
    )
    func isValid(example: ExampleContract, architecture: FunctionTemplate.Architecture) async throws {
        let options = FunctionTemplate.Options(architecture: architecture)
        let text = FunctionTemplate(try example.load(), options: options).json.prettyText()
        let result = try await Checker.cfnLint.lint(text)
        #expect(result.code == 0, "\(result.text)")
    }

    @Test("that is broken is refused by cfn-lint, so that its silence means something", .needs(.cfnLint))
    func isChecked() async throws {
        let text = FunctionTemplate(try ExampleContract.shipped.load()).json.prettyText()
            .replacing("KeySchema", with: "KeyShema")
        let result = try await Checker.cfnLint.lint(text)
        #expect(result.code != 0 && result.text.contains("'KeySchema' is a required"), "\(result.text)")
    }

    @Test("has the tables on demand, with keys, indexes, stream and time to live, and keeps them")
    func tables() throws {
        let messages = try #require(try Self.resources(.shipped)["MessagesTable"])
        #expect(messages["Type"] == "AWS::DynamoDB::Table" && messages["DeletionPolicy"] == "Retain")
        let properties = try #require(messages["Properties"])
        #expect(properties["TableName"] == "Messages" && properties["BillingMode"] == "PAY_PER_REQUEST")
        #expect(properties["StreamSpecification"] == ["StreamViewType": "NEW_AND_OLD_IMAGES"])
        #expect(properties["TimeToLiveSpecification"] == ["AttributeName": "expires_at", "Enabled": true])
        let conversations = try Self.resources(.shipped)["ConversationsTable"]?["Properties"]
        let indexes = conversations?["GlobalSecondaryIndexes"]?.arrayValue?.map { $0["IndexName"] }
        #expect(indexes == ["UserConversationsIndex", "ConversationStatusIndex"])
        #expect(conversations?["KeySchema"] == [["AttributeName": "conversation_id", "KeyType": "HASH"]])
        #expect(conversations?["record"] == nil && conversations?["TimeToLiveSpecification"] == nil)
    }

    @Test("allows with each table what the actions do, and nothing with others")
    func permissions() throws {
        let contract = try ExampleContract.shipped.load().with(action: { action in
            action.tables.writes.removeAll { $0 == "AffiliateLinks" }
            action.tables.reads.removeAll { $0 == "Leads" }
            action.tables.writes.removeAll { $0 == "Leads" }
        })
        let role = FunctionTemplate(contract).json["Resources"]?["FunctionRole"]?["Properties"]
        let document = role?["Policies"]?.arrayValue?.first?["PolicyDocument"]
        let statements = try #require(document?["Statement"]?.arrayValue)
        #expect(statements.count == 3)
        #expect(statements[0]["Resource"] == ["Fn::GetAtt": ["FunctionLog", "Arn"]])
        let reads = statements[1]
        #expect(
            reads["Resource"] == [
                ["Fn::GetAtt": ["AffiliateLinksTable", "Arn"]],
                ["Fn::Sub": "${AffiliateLinksTable.Arn}/index/*"],
            ]
        )
        let readActions = Set((reads["Action"]?.arrayValue ?? []).compactMap(\.stringValue))
        #expect(readActions.isSuperset(of: ["dynamodb:GetItem", "dynamodb:Query"]))
        #expect(
            readActions.isDisjoint(with: ["dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem"])
        )
        let writeActions = Set((statements[2]["Action"]?.arrayValue ?? []).compactMap(\.stringValue))
        #expect(writeActions.isSuperset(of: readActions.union(["dynamodb:PutItem", "dynamodb:UpdateItem"])))
        let text = JSONValue.array(statements).compactText
        #expect(!text.contains("LeadsTable") && !text.contains("Scan") && !text.contains(#""Resource":"*""#))
    }

    @Test("starts the function with the store and the contract that its archive has")
    func function() throws {
        let options = FunctionTemplate.Options(archive: "out/f.zip", architecture: .arm, memory: 1_024)
        let template = FunctionTemplate(try ExampleContract.shipped.load(), options: options).json
        let function = try #require(template["Resources"]?["Function"]?["Properties"])
        #expect(function["CodeUri"] == "out/f.zip" && function["Handler"] == "bootstrap")
        #expect(function["Architectures"] == ["arm64"] && function["MemorySize"] == 1_024)
        let variables = function["Environment"]?["Variables"]
        #expect(
            variables?["UNDERSTUDY_STORE"] == "dynamodb" && variables?["UNDERSTUDY_CONTRACTS"] == "Contracts"
        )
        // Browsers refuse headers of CORS that both the platform and the function send.
        #expect(function["FunctionUrlConfig"]?["Cors"] == nil)
    }

    @Test("is written by the program")
    func command() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "template.json")
        let run = try await Program.run([
            "export", "template", "--contracts", ExampleContract.planner.path, "--memory", "256", "--output",
            file.path,
        ])
        #expect(run.exitCode == 0 && run.output.isEmpty, "\(run.error)")
        let written = try JSONValue(parsing: Array(try Data(contentsOf: file)))
        let options = FunctionTemplate.Options(memory: 256)
        #expect(written == FunctionTemplate(try ExampleContract.planner.load(), options: options).json)
        let refused = try await Program.run(["export", "template", "--memory", "1"])
        #expect(refused.exitCode == 64 && refused.error.contains("between 128 and 10240"))
    }
}
