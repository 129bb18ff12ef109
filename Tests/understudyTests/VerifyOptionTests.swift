import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

@Suite("A run of the verifier with options", .timeLimit(.minutes(10)))
struct VerifyOptionTests {
    /// A port that nobody listens on.
    private func freePort() throws -> UInt16 {
        let server = try SocketServer { _ in .bytes([]) }
        server.stop()
        return server.port
    }

    private func serve(_ port: UInt16, _ before: String = "") throws -> String {
        let contracts = Program.root.appending(path: "Contracts").path
        return before
            + "'\(try Program.executable.path)' serve --contracts '\(contracts)' --port \(port) --fixture empty"
    }

    private func isAnswered(_ port: UInt16) async throws -> Bool {
        let run = try await Program.run(["fixture", "dump", "--mock", "http://127.0.0.1:\(port)/"])
        return !run.error.contains("refused")
    }

    @Test(
        "starts the backend, verifies it, and stops it and its children",
        arguments: ["", "trap '' TERM; ", "setsid "]
    )
    func launch(before: String) async throws {
        let port = try freePort()
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "backend.log")
        let run = try await Program.run([
            "verify", "--endpoint", "http://127.0.0.1:\(port)/", "--launch",
            try serve(port, before) + " & wait",
            "--launch-output", log.path, "--only", "chat/close example",
        ])
        #expect(run.exitCode == 0, "\(run.output) \(run.error)")
        #expect(try String(contentsOf: log, encoding: .utf8).contains("POST chat/close 200"))
        #expect(try await !isAnswered(port))
    }

    @Test(
        "says why a backend did not start, with what it wrote",
        arguments: [
            ("echo no database; exit 3", "exit code 3", "no database"),
            ("sleep 100 & sleep 100", "did not answer in 0.5 s", "wrote nothing"),
            ("no-such-command-at-all", "exit code 127", "no-such-command-at-all"),
            ("exit 0", "exit code 0, and the endpoint did not answer in 0.5 s", "wrote nothing"),
        ]
    )
    func launchFails(command: String, part: String, output: String) async throws {
        let run = try await Program.run([
            "verify", "--endpoint", "http://127.0.0.1:\(try freePort())/", "--launch", command,
            "--launch-timeout",
            "0.5",
        ])
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.contains(part) && run.error.contains(output), "\(run.error)")
    }

    @Test("waits for a backend that the command starts in the background, and stops it, too")
    func launchInBackground() async throws {
        let port = try freePort()
        let folder = try TemporaryFolder()
        let stopped = folder.url.appending(path: "stopped")
        let run = try await Program.run([
            "verify", "--endpoint", "http://127.0.0.1:\(port)/", "--launch",
            "(sleep 1; \(try serve(port, "exec setsid ")) >/dev/null 2>&1) &",
            "--launch-stop", "echo yes > '\(stopped.path)'; exit 4", "--only", "chat/close example",
        ])
        #expect(run.exitCode == 0, "\(run.output) \(run.error)")
        #expect(try String(contentsOf: stopped, encoding: .utf8) == "yes\n")
        #expect(run.error.contains("ended with exit code 4"), "\(run.error)")
        #expect(try await !isAnswered(port))
    }

    @Test("sends as many requests at the same time as --concurrency says, also more than 64")
    func concurrency() async throws {
        let underWay = Mutex((now: 0, most: 0))
        let server = try SocketServer { _ in
            underWay.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
            // Answers as soon as enough are there, else after a time that bounds the run.
            var turns = 0
            while turns < 300, underWay.withLock({ $0.most <= 64 }) {
                turns += 1
                Thread.sleep(forTimeInterval: 0.01)
            }
            underWay.withLock { $0.now -= 1 }
            return .bytes(SocketServer.response(Array("{}".utf8), status: "500 Internal Server Error"))
        }
        defer { server.stop() }
        let run = try await Program.run([
            "verify", "--endpoint", "http://127.0.0.1:\(server.port)/", "--concurrency", "100",
            "--only", "negative", "--fail-fast",
        ])
        #expect(run.exitCode == 1, "\(run.error)")
        #expect(underWay.withLock { $0.most } > 64)
    }

    @Test("does not start a backend where another one answers")
    func launchTwice() async throws {
        try await MockProcess.run { url in
            let run = try await Program.run(["verify", "--endpoint", url, "--launch", "sleep 100"])
            #expect(run.exitCode == 2)
            #expect(run.error.contains("something answers at the endpoint"))
        }
    }

    @Test(
        "writes its reports and stops the backend when it is interrupted",
        arguments: [SIGINT, SIGTERM, SIGHUP]
    )
    func interrupted(signal: Int32) async throws {
        let port = try freePort()
        let folder = try TemporaryFolder()
        let (output, report) = (
            folder.url.appending(path: "output"), folder.url.appending(path: "report.json")
        )
        try Data().write(to: output)
        let process = try Program.process([
            "verify", "--endpoint", "http://127.0.0.1:\(port)/", "--launch", try serve(port), "--rate", "20",
            "--json", report.path,
        ])
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        while try String(contentsOf: output, encoding: .utf8).isEmpty, process.isRunning {
            try await Task.sleep(for: .milliseconds(50))
        }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(text.contains("cut short: it was interrupted") && text.contains("cases were not run"))
        #expect((try JSONValue(parsing: Array(try Data(contentsOf: report)))).objectValue != nil)
        #expect(try await !isAnswered(port))
    }

    @Test("passes over failures that a baseline knows, and tells those that are mended")
    func baseline() async throws {
        let folder = try TemporaryFolder()
        let contracts = folder.url.appending(path: "Contracts")
        try FileManager.default.copyItem(at: Program.root.appending(path: "Contracts"), to: contracts)
        let file = contracts.appending(path: "actions/chat/conversations.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing(#""status": "open""#, with: #""status": "closed""#)
            .write(to: file, atomically: true, encoding: .utf8)
        let known = folder.url.appending(path: "known.json")
        try await MockProcess.run { url in
            let only = ["--only", "chat/conversations example", "--baseline", known.path]
            let broken = ["verify", "--endpoint", url, "--contracts", contracts.path] + only
            let missing = try await Program.run(broken)
            #expect(missing.exitCode == 2 && missing.error.contains("--update-baseline"))
            #expect(try await Program.run(broken + ["--update-baseline"]).exitCode == 0)
            let bytes = try Data(contentsOf: known)
            let entries = try JSONValue(parsing: Array(bytes))["failures"]?.arrayValue ?? []
            #expect(!entries.isEmpty)
            #expect(entries.allSatisfy { $0["suite"] == "chat/conversations" && $0["kind"] == "example" })

            let again = try await Program.run(broken)
            #expect(again.exitCode == 0, "\(again.output)")
            #expect(again.output.contains("passed over"))

            let identity = "wrong-write:chat/send:status"
            let causes = folder.url.appending(path: "causes.json")
            try Data(#"{"causes": ["\#(identity)"], "failures": []}"#.utf8).write(to: causes)
            let onlyByCause = ["--only", "chat/conversations example", "--baseline", causes.path]
            let accepted = try await Program.run(
                ["verify", "--endpoint", url, "--contracts", contracts.path] + onlyByCause
            )
            #expect(accepted.exitCode == 0, "\(accepted.output)")
            #expect(accepted.output.contains("passed over"))
            let gone = try await Program.run(
                ["verify", "--endpoint", url, "--only", "chat/send example"] + onlyByCause
            )
            #expect(gone.exitCode == 0 && gone.output.contains("mended: cause \(identity)"))

            #expect(try await Program.run(broken + ["--update-baseline"]).exitCode == 0)
            #expect(try Data(contentsOf: known) == bytes)

            let mended = try await Program.run(["verify", "--endpoint", url] + only)
            #expect(mended.exitCode == 0)
            #expect(
                mended.output.components(separatedBy: "mended: chat/conversations").count - 1 == entries.count
            )
            _ = try await Program.run(["verify", "--endpoint", url, "--update-baseline"] + only)
            let empty = try JSONValue(parsing: Array(try Data(contentsOf: known)))["failures"]
            #expect(empty?.arrayValue?.isEmpty == true)
        }
    }

    @Test(
        "is refused with a baseline that is broken, at the place of what is wrong",
        arguments: [
            ("{", ":1:2: "), ("[]", ":1:1: must be an object"), ("{}", "lacks the member 'failures'"),
            (
                #"{"failures": [{"suite": "a", "kind": "exmple", "name": "n", "rule": "r"}]}"#,
                "did you mean 'example'?"
            ),
            (
                #"{"causes": ["slwo:a:"], "failures": []}"#,
                ":1:13: there is no kind of cause 'slwo'; did you mean 'slow'?"
            ),
            (
                #"{"failures": [{"suite": "a", "kind": "example", "rule": "r"}]}"#,
                ":1:15: lacks the member 'name'"
            ),
        ]
    )
    func brokenBaseline(text: String, part: String) async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "known.json")
        try Data(text.utf8).write(to: file)
        let run = try await Program.run([
            "verify", "--endpoint", "http://127.0.0.1:1/", "--baseline", file.path, "--update-baseline",
        ])
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.contains(part), "\(run.error)")
        #expect(try Data(contentsOf: file) == Data(text.utf8))
    }

    @Test("only reads where that is asked for, and adds what it found to the summary of a workflow")
    func readOnly() async throws {
        let folder = try TemporaryFolder()
        let summary = folder.url.appending(path: "summary.md")
        try Data("before\n".utf8).write(to: summary)
        try await MockProcess.run { url in
            let run = try await Program.run(
                ["verify", "--endpoint", url, "--read-only", "--only", "example"],
                environment: ["GITHUB_STEP_SUMMARY": summary.path]
            )
            #expect(run.exitCode == 0, "\(run.output)")
            #expect(run.output.contains("only reads were sent"))
            let state = try await Program.run(["fixture", "dump", "--mock", url]).output
            #expect(try JSONValue(parsing: state)["tables"]?["Conversations"]?.arrayValue?.isEmpty == true)
        }
        let text = try String(contentsOf: summary, encoding: .utf8)
        #expect(text.hasPrefix("before\n") && text.contains("support-and-affiliates"))
    }
}
