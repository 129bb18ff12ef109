import Foundation
import Testing

@Suite("A mock with --tls", .timeLimit(.minutes(10)))
struct LocalTLSTests {
    /// Calls an address as a user does who was told to trust an authority.
    private func curl(_ arguments: [String]) throws -> (exitCode: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["curl", "-sS", "--max-time", "20"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
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
                    let seen = try curl(["--cacert", authority, "-w", " %{http_version}", address])
                    #expect(seen.output == #"{"leads":[]} 2"#)
                    #expect(try curl([address]).exitCode == 60, "no other authority vouches for it")
                }
            }
        }
    }

    @Test("says what is wrong with a name that no local authority proves, and with a folder of no use")
    func refused() throws {
        let data = try TemporaryFolder()
        let world = try Program.run(
            ["serve", "--tls", "--port", "0", "--host", "example.com"],
            environment: ["XDG_DATA_HOME": data.url.path]
        )
        #expect(world.exitCode == 2 && world.error.contains("'example.com'"))
        let folder = try Program.run(
            ["serve", "--tls", "--port", "0"],
            environment: ["XDG_DATA_HOME": "/proc/none"]
        )
        #expect(folder.exitCode == 2 && folder.error.contains("/proc/none/understudy/tls"))
        let both = try Program.run(["serve", "--tls", "--tls-cert", "a.pem", "--tls-key", "b.pem"])
        #expect(both.exitCode == 64 && both.error.contains("give one of them"))
    }
}
