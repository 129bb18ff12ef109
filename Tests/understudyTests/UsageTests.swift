import Foundation
import TestSupport
import Testing

@Suite("The command line", .timeLimit(.minutes(10)))
struct UsageTests {
    @Test(
        "says what is wrong on one line and exits with the code for it",
        arguments: [
            (["srve"], 64, "did you mean 'serve'"),
            (["serve", "--prot", "1"], 64, "--port"),
            (["serve", "--port", "x"], 64, "'x' is invalid"),
            (["serve", "--port", "70000"], 64, "65535"),
            (["serve", "--port", "-1"], 64, "port -1 is not between"),
            (["serve", "--foo"], 64, "there is no option '--foo'; use one of"),
            (["verify", "--endpiont", "x"], 64, "'--endpiont'; did you mean '--endpoint'?"),
            (["verify", "--endpoint", "nonsense"], 64, "does not start with http://"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--timeout", "-1"], 64, "--timeout -1"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--timeout", "nan"], 64, "--timeout nan"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--settle", "inf"], 64, "--settle inf"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--settle", "1e30"], 64, "--settle 1e+30"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--junit", "Sources"], 2, "Is a directory"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--junit", ""], 2, "has no name"),
            (["help", "vrify"], 64, "did you mean 'verify'"),
            (["help", "fixture", "bogus"], 64, "there is no command 'bogus'; use one of 'dump'"),
            (["serve", "--fixture", "dmeo"], 2, "did you mean 'demo'"),
            (["serve", "--fixture", "none/at-all.json"], 2, "check the path"),
            (["serve", "--contracts", "no-such-folder"], 2, "no contract folder 'no-such-folder'"),
            (["serve", "--contracts", "Sources"], 2, "service.json"),
            (["serve", "--auth", "no-such-keys.json"], 2, "no-such-keys.json: cannot be read"),
            (["serve", "--auth", "supabase:short"], 2, "HS256 wants 32"),
            (["token", "--sub", "ana"], 64, "a --secret or a --key"),
            (["token", "--sub", "ana", "--secret", "short"], 2, "HS256 wants 32"),
            (["token", "--sub", "ana", "--key", "README.md"], 2, "the key cannot be used"),
            (["verify", "--endpoint", "http://127.0.0.1:1", "--jwt-secret", "short"], 2, "HS256 wants 32"),
            (["lint", "no-such-folder"], 2, "no contract folder"),
            (["fixture", "validate"], 64, "file"),
            (["fixture", "generate", "--items", "-5"], 64, "--items"),
            (["fixture", "generate", "--table", "Leads"], 64, "--table NAME=NUMBER"),
            (["fixture", "generate", "--table", "Lead=3"], 2, "did you mean 'Leads'?"),
            (["fixture", "generate", "--output", "/dev/null/x.json"], 2, "cannot be written"),
            (["verify", "--endpoint", "http://127.0.0.1:1/a b"], 64, "holds white space"),
            (
                ["verify", "--endpoint", "http://127.0.0.1:1", "--junit", "/proc/none/r.xml"], 2,
                "cannot be made"
            ),
            (["fixture", "dump", "--mock", "http://127.0.0.1:1/"], 2, "connection refused"),
            (["fixture", "dump", "--mock", "nonsense"], 64, "http://"),
            (["archive", "mvoe", "--folder", "x"], 64, "did you mean 'move'?"),
            (["archive", "--folder", "x", "--store", "memory"], 64, "--store memory ends with its mock"),
            (["archive", "--folder", "x", "--stroe", "memory"], 64, "did you mean '--store'?"),
            (["archive", "--folder", "x", "--store", "sqlite:/none/x"], 2, "there is no such file"),
            (["archive", "restore", "--folder", "x", "--store", "dynamodb", "--from", "1"], 64, "is no day"),
            (["serve", "--expiry", "soon"], 64, "'soon' is invalid"),
            (["serve", "--expiry", "hide", "--store", "dynamodb"], 64, "leave --expiry out"),
        ] as [([String], Int32, String)]
    )
    func failure(arguments: [String], exitCode: Int32, part: String) async throws {
        let result = try await Program.run(arguments)
        #expect(result.exitCode == exitCode)
        #expect(result.error.hasPrefix("understudy: error: "))
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(result.error.contains(part), "\(result.error)")
        #expect(result.output.isEmpty)
    }

    @Test(
        "shows an example with the help of every command",
        arguments: [
            [], ["init"], ["serve"], ["verify"], ["lint"], ["fixture"], ["fixture", "validate"],
            ["fixture", "generate"],
            ["fixture", "dump"], ["fixture", "load"], ["token"], ["explain"], ["doctor"], ["tables"],
            ["tables", "create"], ["tables", "describe"], ["tables", "delete"], ["export"],
            ["archive"], ["archive", "move"], ["archive", "restore"], ["export", "tables"], ["lambda"],
            ["export", "template"], ["export", "alarms"],
        ]
    )
    func help(command: [String]) async throws {
        let result = try await Program.run(command + ["--help"])
        #expect(result.exitCode == 0)
        #expect(result.output.contains("Example"))
        #expect(result.output.contains("understudy " + command.joined(separator: " ")))
        #expect(result.error.isEmpty)
    }

    @Test("shows its version")
    func version() async throws {
        let result = try await Program.run(["--version"])
        #expect(result.exitCode == 0)
        #expect(result.output.split(separator: ".").count == 3)
    }

    @Test("writes completion scripts", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) async throws {
        let result = try await Program.run(["--generate-completion-script", shell])
        #expect(result.exitCode == 0)
        #expect(result.output.contains("connect-timeout"))
    }

    @Test("takes options from the environment, the command line first, and names the variable that is wrong")
    func environment() async throws {
        let wrong = try await Program.run(["serve"], environment: ["UNDERSTUDY_PORT": "abc"])
        #expect(wrong.exitCode == 64)
        #expect(wrong.error.contains("(set by UNDERSTUDY_PORT)"))
        let tooLarge = try await Program.run(["serve"], environment: ["UNDERSTUDY_PORT": "99999"])
        #expect(tooLarge.exitCode == 64)
        #expect(tooLarge.error.contains("(set by UNDERSTUDY_PORT)"))
        let url = try await Program.run(["verify"], environment: ["UNDERSTUDY_ENDPOINT": "nonsense"])
        #expect(url.exitCode == 64)
        #expect(url.error.contains("(set by UNDERSTUDY_ENDPOINT)"))
        let flag = try await Program.run(["serve"], environment: ["UNDERSTUDY_QUIET": "perhaps"])
        #expect(flag.exitCode == 64)
        #expect(flag.error.contains("UNDERSTUDY_QUIET"))
        let folder = try await Program.run(["lint"], environment: ["UNDERSTUDY_CONTRACTS": "nowhere"])
        #expect(folder.exitCode == 2)
        #expect(folder.error.contains("'nowhere'"))
        let overridden = try await Program.run(
            ["lint", "--contracts", "Contracts"],
            environment: ["UNDERSTUDY_CONTRACTS": "nowhere"]
        )
        #expect(overridden.exitCode == 0)
        let foreign = try await Program.run(["--version"], environment: ["UNDERSTUDY_PORT": "abc"])
        #expect(foreign.exitCode == 0)
    }

    @Test("lints the project's own contracts and says how the rules are reached")
    func lint() async throws {
        let result = try await Program.run(["lint"])
        #expect(result.exitCode == 0, "\(result.output)")
        #expect(result.output.contains(/[1-9][0-9]* actions/))
        #expect(result.output.contains("by nothing: 0"))
        #expect(result.output.contains("0 errors"))
    }

    @Test("exits with 1 for a contract folder with an error, and shows the place")
    func lintError() async throws {
        let scratch = try TemporaryFolder()
        let copy = scratch.url.appending(path: "Contracts")
        try FileManager.default.copyItem(at: Program.root.appending(path: "Contracts"), to: copy)
        try Data("{\n  \"action\": ,\n}".utf8).write(to: copy.appending(path: "actions/chat/send.json"))
        let result = try await Program.run(["lint", copy.path])
        #expect(result.exitCode == 1)
        #expect(result.output.contains("send.json:2:13: error:"), "\(result.output)")
    }

    @Test("lints a contract folder that has no meta schemas by those that come with the program")
    func lentMetaSchemas() async throws {
        let folder = try TemporaryFolder()
        let contracts = folder.url.appending(path: "Shop")
        let original = Program.root.appending(path: "Contracts").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: original, to: contracts)
        try FileManager.default.removeItem(at: contracts.appending(path: "meta"))
        let right = try await Program.run(["lint", contracts.path])
        #expect(right.exitCode == 0, "\(right.output) \(right.error)")
        let file = contracts.appending(path: "service.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("\"budget\"", with: "\"bugdet\"").write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        let wrong = try await Program.run(["lint", contracts.path])
        #expect(wrong.exitCode == 1 && wrong.output.contains("did you mean 'budget'"), "\(wrong.output)")
    }
}
