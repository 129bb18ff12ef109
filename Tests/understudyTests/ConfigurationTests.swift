import Foundation
import JSON
import TestSupport
import Testing

@Suite("The file understudy.json", .timeLimit(.minutes(10)))
struct ConfigurationTests {
    private func run(
        _ file: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> (exitCode: Int32, output: String, error: String) {
        let folder = try TemporaryFolder()
        try Data(file.utf8).write(to: folder.url.appending(path: "understudy.json"))
        let contracts = Program.root.appending(path: "Contracts").path
        return try await Program.run(
            ["verify", "--contracts", contracts] + arguments,
            environment: environment,
            in: folder.url
        )
    }

    @Test(
        "is refused on one line with the place of what is wrong",
        arguments: [
            (
                #"{"endpiont": "x"}"#,
                "understudy.json:1:2: there is no member 'endpiont'; did you mean 'endpoint'?"
            ),
            (#"{"endpoint": 5}"#, "understudy.json:1:14: endpoint must be a string"),
            ("{\n \"strict\": \"yes\"}", "understudy.json:2:12: strict must be true or false"),
            (#"{"concurrency": 1.5}"#, "understudy.json:1:17: concurrency must be a whole number"),
            (#"{"header": ["a: b", 7]}"#, "header must be a string or an array of strings"),
            ("[]", "understudy.json:1:1: must be an object"), ("{", "understudy.json:1:2: "),
            (#"{"endpoint": "http://127.0.0.1:1/", "rate": 0}"#, "set by understudy.json:1:45"),
        ]
    )
    func broken(file: String, part: String) async throws {
        let result = try await run(file)
        #expect(result.exitCode == 2 || result.exitCode == 64)
        #expect(result.output.isEmpty)
        #expect(result.error.hasPrefix("understudy: error: "))
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(result.error.contains(part), "\(result.error)")
    }

    @Test("loses to the environment, which loses to the command line")
    func precedence() async throws {
        let file = #"{"endpoint": "http://127.0.0.1:1/", "seed": 11, "only": ["affiliate/stats example"]}"#
        #expect(try await run(file).output.contains("seed 11"))
        let environment = ["UNDERSTUDY_SEED": "12"]
        #expect(try await run(file, environment: environment).output.contains("seed 12"))
        #expect(try await run(file, ["--seed", "13"], environment: environment).output.contains("seed 13"))
    }

    @Test("has a member for every option of the command, and its meta schema has the same")
    func complete() async throws {
        let path = Program.root.appending(path: "Contracts/meta/configuration.schema.json")
        let schema = try JSONValue(parsing: Array(try Data(contentsOf: path)))
        let properties = Set(schema["properties"]?.objectValue?.names ?? []).subtracting(["$schema"])
        let help = try await Program.run(["verify", "--help"]).output
        let options = help.split(separator: "\n").filter { $0.hasPrefix("  -") }.compactMap { line in
            line.split(separator: " ").first { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
        }
        #expect(Set(options).subtracting(["help", "version"]) == properties)
        for property in properties {
            #expect(try await run("{\"\(property)\": {}}").error.contains("\(property) must be "))
        }
    }
}
