public import Contracts
import JSON

/// Checks a contract folder as ``Contracts/Linter`` does, and compiles its behaviours.
public enum BehaviourLinter: Sendable {
    /// Returns all problems of a folder and its fixtures, in the order of files and lines.
    ///
    /// Behaviours are compiled once everything that they are made of can be read.
    /// - Parameters:
    ///   - folder: The contract folder's path.
    ///   - fixtures: The fixture folder's path; without it fixtures are not checked.
    ///   - metaSchemas: The folder of the meta schemas for a contract folder that has none of its own.
    /// - Returns: Errors and warnings, and the contract.
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when a folder cannot be read.
    public static func lint(
        folder: String,
        fixtures: String? = nil,
        metaSchemas: String? = nil
    ) throws(ContractError) -> LintReport {
        var report = try Linter.report(folder: folder, fixtures: fixtures, metaSchemas: metaSchemas)
        guard let contract = report.contract else { return report }
        // What both find is said once, at the place that the linter gives, which is the closer one.
        let found = BehaviourProgram(contract).diagnostics.filter { found in
            !report.diagnostics.contains { $0.file == found.file && $0.message == found.message }
        }
        report.diagnostics = (report.diagnostics + found).inOrder()
        return report
    }
}

extension [Diagnostic] {
    /// The diagnostics of each file in the order of their places, the files in the order of their first one.
    fileprivate func inOrder() -> [Diagnostic] {
        let files = reduce(into: [String]()) { if !$0.contains($1.file) { $0.append($1.file) } }
        return files.flatMap { file in
            filter { $0.file == file }.sorted {
                ($0.position?.line ?? 0, $0.position?.column ?? 0) < (
                    $1.position?.line ?? 0, $1.position?.column ?? 0
                )
            }
        }
    }
}
