import Foundation
import JSON
import Lambda
import TestSupport
import Testing

/// The program as a Lambda function, in a process of its own, while a test plays the platform.
struct FunctionProcess: Sendable {
    /// The platform's side.
    let api: RuntimeAPI
    /// The time from the start of the process to its first call of the Runtime API.
    let start: Duration
    private let process: Process
    private let output: URL

    /// Runs the function until a body ends.
    static func run<Result: Sendable>(
        _ arguments: [String],
        environment: [String: String] = [:],
        executable: URL? = nil,
        _ body: (FunctionProcess) async throws -> Result
    ) async throws -> Result {
        let scratch = try TemporaryFolder()
        let output = scratch.url.appending(path: "output")
        try Data().write(to: output)
        let headers: HeaderFields = [
            "Lambda-Runtime-Deadline-Ms": "\(Int(Date().timeIntervalSince1970 * 1_000) + 900_000)",
            "Lambda-Runtime-Trace-Id": "Root=1-5759e988-bd862e3fe1be46a994272793",
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:service",
        ]
        return try await RuntimeAPI.run(headers: headers) { api, address in
            let all = environment.merging(["AWS_LAMBDA_RUNTIME_API": address]) { $1 }
            let process = try Program.process(arguments, environment: all, executable: executable)
            let file = try FileHandle(forWritingTo: output)
            process.standardOutput = file
            process.standardError = FileHandle.nullDevice
            let began = ContinuousClock.now
            try process.run()
            defer {
                if process.isRunning { kill(process.processIdentifier, SIGKILL) }
                process.waitUntilExit()
            }
            while api.firstCall == nil, process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
            let log = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            let first = try #require(api.firstCall, "the function called nobody: \(log)")
            return try await body(
                FunctionProcess(api: api, start: first - began, process: process, output: output)
            )
        }
    }

    /// The lines of its log, each of which is a JSON object.
    func log() throws -> [JSONValue] {
        try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map { line in
            let value = try JSONValue(parsing: Array(line.utf8))
            _ = try #require(value.objectValue, "\(line)")
            return value
        }
    }

    /// Sends SIGTERM, as the platform does before it ends an instance.
    func terminate() {
        process.terminate()
    }

    /// Waits until the process has ended.
    func exitCode() async throws -> Int32 {
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        return process.terminationStatus
    }

    /// The memory that it has in use, in kB; `nil` where the system does not tell.
    var memory: Int? {
        let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        return status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            .flatMap { $0.split(separator: " ").compactMap { Int($0) }.first }
    }
}
