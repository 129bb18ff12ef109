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

    /// Checks a text, in a file with a name.
    ///
    /// - Returns: The exit code, and what the tool said.
    func check(_ text: String, named name: String, _ arguments: [String]) async throws -> (code: Int32, text: String) {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: name)
        try Data(text.utf8).write(to: file)
        let output = folder.url.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = arguments + [file.path]
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
