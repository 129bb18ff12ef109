import Foundation
import JSON
import TestSupport

/// What a run of `verify` ended with.
struct VerifyRun: Sendable {
    /// A case that failed.
    struct FailedCase: Sendable {
        let kind: String
        let name: String
        let failures: [SeenFailure]
    }

    /// A failure of a case.
    struct SeenFailure: Sendable {
        /// The id of the rule.
        let rule: String
        /// The script that shows it.
        let script: String
        /// Whether it was seen in each attempt.
        let isSteady: Bool
    }

    /// The exit code of the program.
    let exitCode: Int32
    /// What it printed.
    let output: String
    /// How many cases there were.
    let cases: Int
    /// The cases that failed, or could not be judged.
    let failed: [FailedCase]

    /// Verifies an endpoint by the contract of a service.
    static func of(_ service: ExampleService, at url: String, _ options: [String] = []) async throws
        -> VerifyRun
    {
        let scratch = try TemporaryFolder()
        let report = scratch.url.appending(path: "report.json")
        let arguments = [
            "verify", "--contracts", service.contract, "--endpoint", url, "--strict", "--seed", "1",
        ]
        let run = try await Program.run(
            arguments + ["--json", report.path] + service.verifyOptions + options,
            in: scratch.url
        )
        let bytes = (try? Data(contentsOf: report)).map(Array.init) ?? Array("{}".utf8)
        let cases = try JSONValue(parsing: bytes)["cases"]?.arrayValue ?? []
        return VerifyRun(
            exitCode: run.exitCode,
            output: run.output + run.error,
            cases: cases.count,
            failed: cases.filter { ["failed", "error"].contains($0["outcome"]?.stringValue) }.map { result in
                FailedCase(
                    kind: result["kind"]?.stringValue ?? "",
                    name: result["name"]?.stringValue ?? "",
                    failures: (result["failures"]?.arrayValue ?? []).map { failure in
                        SeenFailure(
                            rule: failure["rule"]?["id"]?.stringValue ?? "",
                            script: failure["script"]?.stringValue ?? "",
                            isSteady: failure["seen"] == failure["played"]
                        )
                    }
                )
            }
        )
    }
}
