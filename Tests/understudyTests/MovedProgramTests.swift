import Foundation
import TestSupport
import Testing

@Suite("A program that is moved elsewhere", .timeLimit(.minutes(10)))
struct MovedProgramTests {
    /// A folder with the program in it, and nothing else.
    private static func moved() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            at: try Program.executable.resolvingSymlinksInPath(),
            to: folder.url.appending(path: "understudy")
        )
        return folder
    }

    private static func run(
        _ arguments: [String],
        in folder: TemporaryFolder
    ) async throws -> (exitCode: Int32, output: String, error: String) {
        try await Program.run(arguments, in: folder.url, executable: folder.url.appending(path: "understudy"))
    }

    @Test("lints and serves a contract folder that has no meta schemas, and verifies the mock")
    func contracts() async throws {
        let folder = try Self.moved()
        let shop = folder.url.appending(path: "shop")
        let notes = Program.root.appending(path: "Tests/Embedding/Notes").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: notes, to: shop)
        let lint = try await Self.run(["lint", "shop"], in: folder)
        #expect(lint.exitCode == 0, "\(lint.output) \(lint.error)")
        try await MockProcess.run(in: folder, ["serve", "--contracts", "shop", "--port", "0", "--quiet"]) {
            url,
            _ in
            let arguments = ["verify", "--contracts", "shop", "--endpoint", url, "--only", "example"]
            let verify = try await Self.run(arguments, in: folder)
            #expect(verify.exitCode == 0, "\(verify.output) \(verify.error)")
        }
    }

    @Test("serves the service that is built in where there is no contract folder, and says so")
    func builtIn() async throws {
        let folder = try Self.moved()
        try await MockProcess.run(in: folder, ["serve", "--port", "0", "--quiet"]) { url, welcome in
            #expect(welcome.contains(/support-and-affiliates: [1-9][0-9]* actions/))
            #expect(welcome.contains("fixture    demo"))
            let arguments = ["verify", "--endpoint", url, "--only", "affiliate/stats example"]
            let verify = try await Self.run(arguments, in: folder)
            #expect(verify.exitCode == 0, "\(verify.output) \(verify.error)")
            #expect(verify.error.contains("the built-in contract 'support-and-affiliates' is used"))
        }
    }

    @Test("does not take the built-in contract for the one that is to be linted")
    func lint() async throws {
        let result = try await Self.run(["lint"], in: try Self.moved())
        #expect(result.exitCode == 2)
        #expect(result.error.contains("there is no contract folder here"))
    }

    @Test("prefers the contract folder and the fixtures that lie there")
    func onDisk() async throws {
        let folder = try Self.moved()
        let notes = Program.root.appending(path: "Tests/Embedding/Notes").resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: notes, to: folder.url.appending(path: "Contracts"))
        try await MockProcess.run(in: folder, ["serve", "--port", "0", "--quiet"]) { _, welcome in
            #expect(welcome.contains("notebook: 2 actions"))
        }
    }
}
