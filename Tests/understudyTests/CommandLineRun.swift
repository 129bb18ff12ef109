import Foundation
import Testing
import TestSupport

/// The built program, run as a user runs it.
enum Program {
    static let root = ProjectFolder.root

    /// The executable: it is built into the folder in which the tests are.
    static var executable: URL {
        get throws {
            let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
            let folders =
                bundles.map { argument in
                    let path = argument.components(separatedBy: ".xctest").first ?? argument
                    return URL(fileURLWithPath: path).deletingLastPathComponent()
                } + [root.appending(path: ".build/debug")]
            let found = folders.map { $0.appending(path: "understudy") }
                .first { FileManager.default.isExecutableFile(atPath: $0.path) }
            return try #require(found, "build the product 'understudy' first")
        }
    }

    /// Makes a process that does not run yet.
    static func process(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: URL = root,
        executable: URL? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = try executable ?? Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("UNDERSTUDY_") }
        process.environment = inherited.merging(environment) { $1 }
        return process
    }

    /// Runs the program to its end; other tests go on meanwhile.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: URL = root,
        executable: URL? = nil
    ) async throws -> (exitCode: Int32, output: String, error: String) {
        let process = try process(arguments, environment: environment, in: folder, executable: executable)
        let scratch = try TemporaryFolder()
        let (output, error) = (scratch.url.appending(path: "out"), scratch.url.appending(path: "error"))
        for file in [output, error] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        return (
            try await process.runToItsEnd(), try String(contentsOf: output, encoding: .utf8),
            try String(contentsOf: error, encoding: .utf8)
        )
    }
}

/// A folder that goes away with the value.
final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

extension Process {
    /// Starts the process and waits for its end without keeping a thread from other tests; returns the exit code.
    func runToItsEnd() async throws -> Int32 {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try run()
            } catch {
                terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
    }
}
