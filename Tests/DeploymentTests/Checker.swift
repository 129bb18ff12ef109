import Foundation
import TestSupport
import Testing

/// A tool of others that checks exported files; `Scripts/setup-checkers` installs it.
enum Checker: String, Sendable {
    case cfnLint = "cfn-lint"
    case promtool

    /// The executable; `nil` where there is none, and the tests that need it are skipped.
    var path: String? { Self.paths[self] }

    private static let paths: [Checker: String] = {
        let folders =
            [ProjectFolder.root.appending(path: ".build/checkers/bin").path]
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        var paths: [Checker: String] = [:]
        for checker in [Checker.cfnLint, .promtool] {
            paths[checker] = folders.map { "\($0)/\(checker.rawValue)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
            guard paths[checker] == nil else { continue }
            let text =
                "note: the tests that need \(checker.rawValue) are skipped; Scripts/setup-checkers installs it\n"
            FileHandle.standardError.write(Data(text.utf8))
        }
        return paths
    }()

    /// Checks a template of CloudFormation.
    ///
    /// - Returns: The exit code, and what the tool said.
    /// - Throws: When the tool cannot be started.
    func lint(_ template: String) async throws -> (code: Int32, text: String) {
        try await check(["template.json": template], ["--regions", "eu-west-1", "--", "template.json"])
    }

    /// Checks files, in a folder of their own.
    ///
    /// - Parameters:
    ///   - files: The texts of the files by name.
    ///   - arguments: The arguments of the tool, whose working folder has the files.
    /// - Returns: The exit code, and what the tool said.
    /// - Throws: When the tool cannot be started.
    func check(_ files: [String: String], _ arguments: [String]) async throws -> (
        code: Int32, text: String
    ) {
        let folder = try TemporaryFolder()
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.url.appending(path: name))
        }
        let output = folder.url.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        let code = try await process.runToItsEnd()
        return (code, try String(contentsOf: output, encoding: .utf8))
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where a tool is missing.
    static func needs(_ checker: Checker) -> Self {
        .enabled(if: checker.path != nil, "needs \(checker.rawValue); Scripts/setup-checkers installs it")
    }
}
