import Foundation
import Testing

/// The mock, run as a process while a test uses its address.
enum MockProcess {
    /// Serves an empty mock.
    static func run(_ arguments: [String] = [], _ body: (_ url: String) async throws -> Void) async throws {
        try await run(exactly: ["serve", "--port", "0", "--fixture", "empty", "--quiet"] + arguments, body)
    }

    /// Serves as arguments say.
    static func run(exactly arguments: [String], _ body: (_ url: String) async throws -> Void) async throws {
        let process = try Program.process(arguments)
        let scratch = try TemporaryFolder()
        let output = scratch.url.appending(path: "output")
        try Data().write(to: output)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var url: String?
        while url == nil, process.isRunning {
            try await Task.sleep(for: .milliseconds(20))
            let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
            url = lines.first { $0.contains("LAMBDA_URL=") }?.split(separator: "=").last.map(String.init)
        }
        try await body(try #require(url))
    }
}
