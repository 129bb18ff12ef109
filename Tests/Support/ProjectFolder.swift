public import Foundation

/// The folder of this repository, which tests read contracts, fixtures and pages from.
public enum ProjectFolder: Sendable {
    /// The folder that holds `Contracts`, `Fixtures`, `Sources` and `Tests`.
    public static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of the shipped contract folder.
    public static let contracts = root.appending(path: "Contracts").path

    /// The path of the meta schemas of contract files.
    public static let metaSchemas = contracts + "/meta"

    /// The path of the shipped fixtures.
    public static let fixtures = root.appending(path: "Fixtures").path
}
