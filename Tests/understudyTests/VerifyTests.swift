import Foundation
import TestSupport
import Testing

@Suite("A contract that is verified", .timeLimit(.minutes(10)))
struct VerifyTests {
    @Test("holds on the mock, every MUST and every SHOULD of it, over HTTP")
    func holds() async throws {
        let folder = try TemporaryFolder()
        let report = folder.url.appending(path: "report.xml")
        try await MockProcess.run { url in
            let run = try await Program.run(["verify", "--endpoint", url, "--strict", "--junit", report.path])
            #expect(run.exitCode == 0, "\(run.output) \(run.error)")
            #expect(run.output.contains("The contract holds"))
        }
        let document = try String(contentsOf: report, encoding: .utf8)
        #expect(document.contains("<testsuite ") && document.contains(#"classname="support-and-affiliates."#))
        #expect(!document.contains("<failure"))
    }

    @Test("is broken by one difference, which a script shows")
    func broken() async throws {
        let folder = try TemporaryFolder()
        let contracts = folder.url.appending(path: "Contracts")
        try FileManager.default.copyItem(at: Program.root.appending(path: "Contracts"), to: contracts)
        let file = contracts.appending(path: "actions/chat/conversations.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing(#""status": "open""#, with: #""status": "closed""#)
            .write(to: file, atomically: true, encoding: .utf8)
        try await MockProcess.run { url in
            let arguments = ["verify", "--contracts", contracts.path, "--endpoint", url]
            let run = try await Program.run(
                arguments + ["--only", "chat/conversations example: one conversation"]
            )
            #expect(run.exitCode == 1)
            #expect(run.output.contains("1. chat/conversations shows a wrong status"))
            #expect(run.output.contains(#"curl -sS -i "$endpoint""#))
            #expect(!run.output.contains("FAILED"))
            let verbose = try await Program.run(
                arguments + ["--only", "chat/conversations example: one conversation", "--verbose"]
            )
            #expect(verbose.output.contains("FAILED"))
            #expect(verbose.output.contains("/conversations/0/status"))
        }
    }

    @Test("cannot be judged where nobody answers, which is exit code 2")
    func unreachable() async throws {
        let run = try await Program.run(["verify", "--endpoint", "http://127.0.0.1:1/", "--only", "example"])
        #expect(run.exitCode == 2)
        #expect(run.output.contains("cannot be reached"))
    }

    @Test(
        "is not verified when the command line is wrong",
        arguments: [
            "--endpoint ftp://example.com", "--endpoint http://127.0.0.1:1 --header x", "",
            "--endpoint http://127.0.0.1:1 --timeout 0", "--endpoint http://127.0.0.1:1 --concurrency 0",
        ]
    )
    func usage(arguments: String) async throws {
        let run = try await Program.run(["verify"] + arguments.split(separator: " ").map(String.init))
        #expect(run.exitCode == 64)
        #expect(run.error.hasPrefix("understudy: error: "))
        #expect(run.error.split(separator: "\n").count == 1)
    }

    @Test("is not verified when the report has nowhere to go")
    func unwritable() async throws {
        let arguments = [
            "verify", "--endpoint", "http://127.0.0.1:1", "--junit", "/proc/none/report.xml",
        ]
        let run = try await Program.run(arguments)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.contains("the folder '/proc/none' cannot be made"))
    }

    @Test("makes the folder of a report where there is none, before it tests anything")
    func madeFolder() async throws {
        let folder = try TemporaryFolder()
        let contracts = Program.root.appending(path: "Contracts").path
        let run = try await Program.run(
            [
                "verify", "--endpoint", "http://127.0.0.1:1", "--contracts", contracts, "--junit",
                "reports/junit/understudy.xml", "--tap", "reports/understudy.tap",
            ],
            in: folder.url
        )
        #expect(run.exitCode == 2, "\(run.error)")
        let reports = folder.url.appending(path: "reports")
        for (name, start) in [("junit/understudy.xml", "<?xml"), ("understudy.tap", "TAP version 14\n1..")] {
            let text = try String(contentsOf: reports.appending(path: name), encoding: .utf8)
            #expect(text.hasPrefix(start))
        }
    }

    @Test("writes its report to where a link leads, and leaves the link")
    func linkedReport() async throws {
        let folder = try TemporaryFolder()
        let (link, target) = (folder.url.appending(path: "link.xml"), folder.url.appending(path: "real.xml"))
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "real.xml")
        let arguments = ["verify", "--endpoint", "http://127.0.0.1:1/", "--junit", link.path]
        #expect(try await Program.run(arguments + ["--only", "example"]).exitCode == 2)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "real.xml")
        #expect(try String(contentsOf: target, encoding: .utf8).contains("could-not-judge"))
    }

    @Test("is not played when its own example does not fit it, for the endpoint would be blamed")
    func brokenContract() async throws {
        let folder = try TemporaryFolder()
        let contracts = folder.url.appending(path: "Contracts")
        try FileManager.default.copyItem(at: Program.root.appending(path: "Contracts"), to: contracts)
        let file = contracts.appending(path: "actions/chat/send.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing(#""user_id": "user-ana""#, with: #""user_id": 7"#)
            .write(to: file, atomically: true, encoding: .utf8)
        let run = try await Program.run([
            "verify", "--contracts", contracts.path, "--endpoint", "http://127.0.0.1:1/",
        ])
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.split(separator: "\n").count == 1)
        #expect(run.error.contains("chat/send.json:") && run.error.contains("'understudy lint "))
    }
}
