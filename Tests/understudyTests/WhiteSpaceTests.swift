import Foundation
import TestSupport
import Testing

@Suite("White space around a value", .timeLimit(.minutes(10)))
struct WhiteSpaceTests {
    private static let only = ["--only", " affiliate/stats example\n", "--cases", " 0 "]

    @Test(
        "is not sent, wherever the value comes from",
        arguments: ["line", "joined", "environment", "file"]
    )
    func endpoint(source: String) async throws {
        let folder = try TemporaryFolder()
        let contracts = ["--contracts", Program.root.appending(path: "Contracts").path + " "]
        let url = "http://127.0.0.1:1/"
        var arguments = ["verify"] + Self.only + contracts
        var environment: [String: String] = [:]
        switch source {
        case "line": arguments += ["--endpoint", "\t\(url) \n"]
        case "joined": arguments.append("--endpoint= \(url) ")
        case "environment": environment["UNDERSTUDY_ENDPOINT"] = "\(url)\r\n"
        default:
            try Data(#"{"endpoint": " \#(url)\n"}"#.utf8).write(
                to: folder.url.appending(path: "understudy.json")
            )
        }
        let result = try await Program.run(arguments, environment: environment, in: folder.url)
        #expect(result.exitCode == 2, "\(result.error)")
        #expect(result.output.contains(" at \(url)\n"), "\(result.output)")
    }

    @Test("is all that a variable may have without setting its option")
    func empty() async throws {
        let result = try await Program.run(["lint"], environment: ["UNDERSTUDY_CONTRACTS": " \n"])
        #expect(result.exitCode == 0, "\(result.error)")
    }
}
