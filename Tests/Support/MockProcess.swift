import Foundation
import Testing

/// The mock, run as a process while a test uses its address.
public enum MockProcess: Sendable {
    /// Serves an empty mock.
    ///
    /// - Parameters:
    ///   - arguments: Further arguments of `serve`; a later one wins over an earlier one.
    ///   - body: What is done with its address.
    /// - Throws: What the closure throws, or an error when the mock did not start.
    public static func run(_ arguments: [String] = [], _ body: (_ url: String) async throws -> Void)
        async throws
    {
        try await run(arguments) { url, _ in try await body(url) }
    }

    /// Serves an empty mock, and tells what its start-up said.
    ///
    /// - Parameters:
    ///   - arguments: Further arguments of `serve`; a later one wins over an earlier one.
    ///   - environment: Variables beside the inherited ones.
    ///   - body: What is done with its address.
    /// - Throws: What the closure throws, or an error when the mock did not start.
    public static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        _ body: (_ url: String, _ welcome: String) async throws -> Void
    ) async throws {
        let arguments = ["serve", "--port", "0", "--fixture", "empty", "--quiet"] + arguments
        try await run(exactly: arguments, environment: environment, body)
    }

    /// Serves as arguments say.
    ///
    /// - Parameters:
    ///   - arguments: The arguments of the program.
    ///   - body: What is done with its address.
    /// - Throws: What the closure throws, or an error when the mock did not start.
    public static func run(exactly arguments: [String], _ body: (_ url: String) async throws -> Void)
        async throws
    {
        try await run(exactly: arguments) { url, _ in try await body(url) }
    }

    /// Serves by a program that was moved to a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder of the program.
    ///   - arguments: The arguments of the program.
    ///   - body: What is done with its address.
    /// - Throws: What the closure throws, or an error when the mock did not start.
    public static func run(
        in folder: TemporaryFolder,
        _ arguments: [String],
        _ body: (_ url: String, _ welcome: String) async throws -> Void
    ) async throws {
        let executable = folder.url.appending(path: "understudy")
        try await run(try Program.process(arguments, in: folder.url, executable: executable), body)
    }

    private static func run(
        exactly arguments: [String],
        environment: [String: String] = [:],
        _ body: (_ url: String, _ welcome: String) async throws -> Void
    ) async throws {
        try await run(try Program.process(arguments, environment: environment), body)
    }

    private static func run(
        _ process: Process,
        _ body: (_ url: String, _ welcome: String) async throws -> Void
    ) async throws {
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
        var (url, welcome) = (String?.none, "")
        while url == nil, process.isRunning {
            try await Task.sleep(for: .milliseconds(20))
            // The start-up is written as one text: with its address, all of it is there.
            welcome = try String(contentsOf: output, encoding: .utf8)
            url = welcome.split(separator: "\n").first { $0.hasPrefix("  front end") }
                .flatMap { $0.split { $0 == " " || $0 == "=" }.last }.map(String.init)
        }
        try await body(try #require(url), welcome)
    }
}
