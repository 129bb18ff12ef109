import Foundation
import TestSupport
import Testing

@Suite("A mock with --tls", .timeLimit(.minutes(10)))
struct LocalTLSTests {
    /// Calls an address as a user does who was told to trust an authority.
    private func curl(_ arguments: [String]) async throws -> (exitCode: Int32, output: String) {
        let folder = try TemporaryFolder()
        let output = folder.url.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "-sS", "--max-time", "60"] + arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        return (try await process.runToItsEnd(), try String(contentsOf: output, encoding: .utf8))
    }

    @Test(
        "is reached by whoever trusts the authority that its start-up names, over HTTP/2, and by no one else"
    )
    func trusted() async throws {
        let data = try TemporaryFolder()
        let environment = ["XDG_DATA_HOME": data.url.path]
        let authority = data.url.appending(path: "understudy/tls/ca.pem").path
        for isFirst in [true, false] {
            try await MockProcess.run(["--tls"], environment: environment) { url, welcome in
                #expect(url.hasPrefix("https://127.0.0.1:"))
                #expect(welcome.contains("trust      \(authority)"))
                #expect(welcome.contains("update-ca-certificates") == isFirst, "told in full once")
                for name in ["127.0.0.1", "localhost"] {
                    let address = url.replacing("127.0.0.1", with: name) + "?action=admin/leads"
                    let seen = try await curl(["--cacert", authority, "-w", " %{http_version}", address])
                    #expect(seen.output == #"{"leads":[]} 2"#)
                    let stranger = try await curl([address])
                    #expect(stranger.exitCode == 60, "no other authority vouches for it")
                }
            }
        }
    }

    @Test("says what is wrong with a name that no local authority proves, and with a folder of no use")
    func refused() async throws {
        let data = try TemporaryFolder()
        let world = try await Program.run(
            ["serve", "--tls", "--port", "0", "--host", "example.com"],
            environment: ["XDG_DATA_HOME": data.url.path]
        )
        #expect(world.exitCode == 2 && world.error.contains("'example.com'"))
        let folder = try await Program.run(
            ["serve", "--tls", "--port", "0"],
            environment: ["XDG_DATA_HOME": "/proc/none"]
        )
        #expect(folder.exitCode == 2 && folder.error.contains("/proc/none/understudy/tls"))
        let both = try await Program.run(["serve", "--tls", "--tls-cert", "a.pem", "--tls-key", "b.pem"])
        #expect(both.exitCode == 64 && both.error.contains("give one of them"))
    }
}
