import Foundation
import TestSupport
import Testing

/// The interpreter of the implementations.
enum Python {
    /// The path of `python3`; `nil` when there is none, and the tests that need it are skipped.
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = folders.map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        if found == nil {
            let text =
                "note: the tests of the implementations in Tests/Services are skipped: there is no python3\n"
            FileHandle.standardError.write(Data(text.utf8))
        }
        return found
    }()

    /// Makes a process of an implementation.
    static func process(_ service: ExampleService, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = [service.implementation] + arguments
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// Serves an implementation on a free port of this machine while a closure uses its address.
    static func serve<Result>(
        _ service: ExampleService,
        fault: String? = nil,
        _ body: (_ url: String) async throws -> Result
    ) async throws -> Result {
        let arguments =
            ["--port", "0", "--fixture", service.fixture] + (fault.map { ["--fault", $0] } ?? [])
        let process = try process(service, arguments)
        let output = try TemporaryFolder()
        let file = output.url.appending(path: "output")
        try Data().write(to: file)
        process.standardOutput = try FileHandle(forWritingTo: file)
        try process.run()
        defer {
            // A child may inherit a mask that keeps SIGTERM from it.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        var line = ""
        while !line.hasSuffix("\n"), process.isRunning {
            try await Task.sleep(for: .milliseconds(20))
            line = try String(contentsOf: file, encoding: .utf8)
        }
        let port = try #require(Int(line.dropLast()), "\(service.name) did not start")
        return try await body("http://127.0.0.1:\(port)/")
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where the implementations cannot run.
    static var needsPython: Self { .enabled(if: Python.path != nil, "needs python3") }
}
