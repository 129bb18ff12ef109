import Foundation
import JSON
import TestSupport
import Testing

@Suite("The export of tables", .timeLimit(.minutes(5)))
struct ExportTests {
    private static let linterFile = Program.root.appending(path: ".build/emulators/bin/cfn-lint")
    private static let terraformPath = ["/usr/local/bin/terraform", "/usr/bin/terraform"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private static func export(_ arguments: String...) async throws -> String {
        let result = try await Program.run(["export", "tables"] + arguments)
        #expect(result.exitCode == 0, "\(result.error)")
        return result.output
    }

    @Test("gives the parameters of CreateTable, of all tables or of one")
    func createTable() async throws {
        let all = try JSONValue(parsing: try await Self.export())
        #expect(all.arrayValue?.count == 4)
        let one = try JSONValue(
            parsing: try await Self.export("--table", "Messages", "--table-prefix", "test-")
        )
        #expect(one["TableName"] == "test-Messages")
        #expect(one["BillingMode"] == "PAY_PER_REQUEST")
        #expect(
            one["StreamSpecification"] == ["StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"]
        )
        // DynamoDB refuses parameters that it does not know.
        #expect(one["record"] == nil)
        let known = [
            "TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode",
        ]
        let names = Set(one.objectValue?.names ?? [])
        #expect(names.isSubset(of: known + ["StreamSpecification"]))
    }

    @Test("gives a CloudFormation template with time to live")
    func cloudFormation() async throws {
        let template = try JSONValue(parsing: try await Self.export("--format", "cloudformation"))
        let leads = template["Resources"]?["Leads"]
        #expect(leads?["Type"] == "AWS::DynamoDB::Table")
        #expect(leads?["DeletionPolicy"] == "Retain")
        #expect(
            leads?["Properties"]?["TimeToLiveSpecification"] == [
                "AttributeName": "expires_at", "Enabled": true,
            ]
        )
    }

    @Test(
        "gives a template in which cfn-lint finds nothing",
        .enabled(if: FileManager.default.isExecutableFile(atPath: linterFile.path), "\(Emulator.advice)")
    )
    func linted() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "tables.json")
        try Data(try await Self.export("--format", "cloudformation").utf8).write(to: file)
        let process = Process()
        process.executableURL = Self.linterFile
        process.arguments = [file.path]
        #expect(try await process.runToItsEnd() == 0)
    }

    @Test("gives Terraform's resources")
    func terraform() async throws {
        let text = try await Self.export("--format", "terraform", "--table-prefix", "test-")
        #expect(text.contains("resource \"aws_dynamodb_table\" \"affiliate_links\" {\n  name "))
        #expect(text.contains("= \"test-AffiliateLinks\"\n"))
        #expect(text.contains("  ttl {\n    attribute_name = \"expires_at\"\n    enabled        = true\n  }"))
    }

    @Test(
        "lays Terraform's resources out as Terraform does",
        .enabled(if: terraformPath != nil, "there is no terraform")
    )
    func formatted() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "tables.tf")
        try Data(try await Self.export("--format", "terraform").utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.terraformPath))
        process.arguments = ["fmt", "-check", "-diff", file.path]
        #expect(try await process.runToItsEnd() == 0)
    }

    @Test("names the tables that there are when asked for another")
    func unknown() async throws {
        let result = try await Program.run(["export", "tables", "--table", "None"])
        #expect(result.exitCode == 2)
        #expect(result.error.contains("Messages"))
    }
}
