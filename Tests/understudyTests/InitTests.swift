import Foundation
import TestSupport
import Testing
import Yams

@Suite("understudy init", .timeLimit(.minutes(10)))
struct InitTests {
    @Test("makes an example that lint finds nothing in, and that passes its own verification")
    func example() async throws {
        let scratch = try TemporaryFolder()
        let made = try await Program.run(["init", "my shop"], in: scratch.url)
        #expect(made.exitCode == 0, "\(made.output)")
        #expect(!made.output.contains("error:") && !made.output.contains("warning:"), "\(made.output)")
        for command in ["lint", "serve --fixture example", "verify"] {
            #expect(made.output.contains("  cd 'my shop' && understudy \(command)"), "\(made.output)")
        }
        let folder = scratch.url.appending(path: "my shop")
        let service = try String(
            contentsOf: folder.appending(path: "Contracts/service.json"),
            encoding: .utf8
        )
        #expect(service.contains("\"service\": \"my-shop\""))
        let lint = try await Program.run(["lint"], in: folder)
        #expect(lint.exitCode == 0)
        #expect(lint.output.contains("with 2 fixtures: 0 errors, 0 warnings"), "\(lint.output)")
        let options = ["--contracts", folder.appending(path: "Contracts").path]
        let fixture = ["--fixture", folder.appending(path: "Fixtures/example.json").path]
        try await MockProcess.run(exactly: ["serve", "--port", "0", "--quiet"] + options + fixture) { url in
            // The endpoint of understudy.json gives way to the option.
            let verify = try await Program.run(["verify", "--strict", "--endpoint", url], in: folder)
            #expect(verify.exitCode == 0, "\(verify.output.suffix(4_000))")
        }
    }

    @Test("makes a CI workflow of commands and options that there are")
    func workflow() async throws {
        let scratch = try TemporaryFolder()
        _ = try await Program.run(["init"], in: scratch.url)
        let text = try String(
            contentsOf: scratch.url.appending(path: ".github/workflows/contract.yml"),
            encoding: .utf8
        )
        let yaml = try #require(try Yams.load(yaml: text) as? [String: Any])
        let jobs = try #require(yaml["jobs"] as? [String: [String: Any]])
        let steps = jobs.values.flatMap { $0["steps"] as? [[String: Any]] ?? [] }
        let lines = steps.compactMap { $0["run"] as? String }.flatMap { $0.split(separator: "\n") }
        let commands = lines.map { $0.split(separator: " ").map(String.init) }.filter {
            $0.first == "understudy"
        }
        #expect(commands.map { $0[1] } == ["lint", "verify"])
        for command in commands {
            let help = try await Program.run(["help", command[1]])
            #expect(help.exitCode == 0)
            for option in command where option.hasPrefix("--") {
                #expect(
                    help.output.contains("\(option) ") || help.output.contains("\(option)\n"),
                    "\(option)"
                )
            }
        }
    }

    @Test("replaces no file, and writes nothing where one is there")
    func present() async throws {
        let scratch = try TemporaryFolder()
        let file = scratch.url.appending(path: "understudy.json")
        try Data("{}".utf8).write(to: file)
        let result = try await Program.run(["init"], in: scratch.url)
        #expect(result.exitCode == 2)
        #expect(
            result.error.contains(
                "'understudy.json' is there already, and nothing was written; name another folder"
            )
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["understudy.json"])
    }

    @Test("writes nothing of a document with a mistake, and says where it is")
    func mistaken() async throws {
        let scratch = try TemporaryFolder()
        try Data("openapi: 3.0.0\npaths: {/a: {gte: {}}}\n".utf8).write(
            to: scratch.url.appending(path: "api.yaml")
        )
        let result = try await Program.run(["init", "--from", "api.yaml", "shop"], in: scratch.url)
        #expect(result.exitCode == 2)
        #expect(
            result.output
                == "api.yaml:2:19: error: 'gte' is no method (at /paths/~1a/gte); did you mean 'get'?\n"
        )
        #expect(result.error.contains("'api.yaml' has 1 error, so nothing was written"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["api.yaml"])
    }

    @Test("says that there is no such document")
    func missing() async throws {
        let scratch = try TemporaryFolder()
        let result = try await Program.run(["init", "--from", "none.yaml"], in: scratch.url)
        #expect(result.exitCode == 2)
        #expect(result.output.contains("none.yaml: error: the file cannot be read; check the path"))
    }
}
