/// What checking a contract folder and its fixtures found.
public struct LintReport: Sendable {
    /// Errors and warnings, in the order of files and lines; none when the folder is valid.
    public var diagnostics: [Diagnostic]
    /// The contract; `nil` when its files have errors that keep it from being loaded.
    public let contract: Contract?
    /// The number of fixtures in the fixture folder.
    public let fixtureCount: Int

    /// The number of errors.
    public var errorCount: Int { diagnostics.count { $0.severity == .error } }
}
