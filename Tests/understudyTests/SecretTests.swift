import Foundation
import TestSupport
import Testing

@Suite("A secret that is given to the verifier", .timeLimit(.minutes(10)))
struct SecretTests {
    private static let secrets = ["tok-5e1f0c9a7b3d", "q-8842bd/+x77aa19", "ck-77aa1c0ffee42"]

    @Test("is in no report, script, saved scenario, baseline or line of output, whatever an endpoint echoes")
    func echoed() async throws {
        let server = try SocketServer { request in
            // All that was sent comes back: as JSON text, cut at every length, and as a stack trace.
            let text = request.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
            let body = #"{"error": "\#(text)", "stack": "\#(String(text.prefix(120)))"}"#
            return .bytes(
                SocketServer.response(Array(body.utf8), status: "400 \(text.prefix(40).filter(\.isLetter))")
            )
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let contracts = Program.root.appending(path: "Contracts").path
        let query = Self.secrets[1].replacing("/", with: "%2F").replacing("+", with: "%2B")
        let arguments = [
            "verify", "--contracts", contracts, "--endpoint",
            "http://127.0.0.1:\(server.port)/stage?key=\(query)",
            "--header", "Authorization: Bearer \(Self.secrets[0])", "--header",
            "Cookie: sid=\(Self.secrets[2]); a=b",
            "--html", "r.html", "--json", "r.json", "--markdown", "r.md", "--junit", "r.xml", "--baseline",
            "b.json",
            "--update-baseline", "--save-failures", "failures", "--only", "example", "--only", "every",
            "--strict", "--verbose",
        ]
        let environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"]
        let run = try await Program.run(arguments, environment: environment, in: folder.url)
        #expect(run.output.contains("FAILED"))
        var texts = ["output": run.output, "error": run.error]
        let files = FileManager.default.enumerator(at: folder.url, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard let data = try? Data(contentsOf: file) else { continue }
            texts[file.lastPathComponent] = String(decoding: data, as: UTF8.self)
        }
        #expect(texts.count >= 8)
        for (name, text) in texts {
            for secret in Self.secrets + [query] {
                #expect(!text.contains(secret), "\(secret) is in \(name)")
                #expect(!text.contains(secret.prefix(12)), "the beginning of \(secret) is in \(name)")
            }
        }
    }

    @Test("is in no error message, however the command is misused")
    func misuse() async throws {
        let secret = Self.secrets[0]
        let commands = [
            ["--endpoint", "http://ana:\(secret)@127.0.0.1:1/"],
            ["--endpoint", "http://127.0.0.1:1/?key=\(secret)", "--concurrency", "0"],
            ["--endpoint", "http://127.0.0.1:1/?key=\(secret)", "--only", "example"],
            ["--endpoint", "ftp://127.0.0.1:1/?key=\(secret)"],
            ["--endpoint", "http://127.0.0.1:1/", "--header", "Authorization \(secret)"],
            [
                "--endpoint", "http://127.0.0.1:1/?key=\(secret)", "--launch", "echo \(secret); exit 1",
            ],
        ]
        for command in commands {
            let run = try await Program.run(["verify"] + command)
            #expect(run.exitCode != 0)
            #expect(!(run.output + run.error).contains(secret), "\(run.output + run.error)")
        }
    }
}
