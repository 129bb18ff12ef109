public import Foundation
import Testing

/// The built program, run as a user runs it.
public enum Program: Sendable {
    /// The folder of this repository.
    public static let root = ProjectFolder.root

    /// The executable: it is built into the folder in which the tests are.
    ///
    /// - Throws: When the product `understudy` was not built.
    public static var executable: URL {
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
    ///
    /// - Parameters:
    ///   - arguments: The arguments of the program.
    ///   - environment: Variables beside the inherited ones; those of the program itself are not inherited.
    ///   - folder: The working folder.
    ///   - executable: Another executable than the built program.
    /// - Returns: The process.
    /// - Throws: When the product `understudy` was not built.
    public static func process(
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
    ///
    /// - Parameters:
    ///   - arguments: The arguments of the program.
    ///   - environment: Variables beside the inherited ones; those of the program itself are not inherited.
    ///   - folder: The working folder.
    ///   - executable: Another executable than the built program.
    /// - Returns: The exit code, and what was written to standard output and standard error.
    /// - Throws: When the product `understudy` was not built, or could not be started.
    public static func run(
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

extension Process {
    /// Starts the process and waits for its end without keeping a thread from other tests.
    ///
    /// - Returns: The exit code.
    /// - Throws: An error of Foundation when the process cannot be started.
    public func runToItsEnd() async throws -> Int32 {
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
