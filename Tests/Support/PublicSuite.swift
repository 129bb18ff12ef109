public import Foundation
public import Testing

/// A public test suite that is not part of this repository: found beside it, or in the folder `UNDERSTUDY_TEST_DATA`.
public enum PublicSuite: String, Sendable, CaseIterable {
    /// The official tests of JSON Schema, draft 2020-12.
    case jsonSchema = "json-schema-test-suite"
    /// JSON texts that a parser must accept, must reject, or may do either with.
    case jsonParsing = "json-parsing-suite"
    /// The XML Schemas of JUnit reports, as CI systems validate them.
    case junit = "junit-xsd"

    /// The environment variable for the folder of the suites.
    public static let variable = "UNDERSTUDY_TEST_DATA"

    /// The suite's folder; `nil` when it was not found, and its tests are skipped.
    public var folder: URL? { Self.folders[self] }

    private static let folders: [PublicSuite: URL] = {
        let beside = ProjectFolder.root.deletingLastPathComponent().appending(path: "shared/data")
        let named = ProcessInfo.processInfo.environment[variable].map { URL(filePath: $0) }
        var found: [PublicSuite: URL] = [:]
        for suite in allCases {
            found[suite] = [named, beside].compactMap(\.self).map { $0.appending(path: suite.rawValue) }
                .first { FileManager.default.fileExists(atPath: $0.path) }
        }
        let missing = allCases.filter { found[$0] == nil }.map(\.rawValue)
        if !missing.isEmpty {
            let text =
                "note: the tests of public suites are skipped (\(missing.joined(separator: ", "))); set \(variable) to the"
                + " folder that holds them, see Tests/README.md\n"
            FileHandle.standardError.write(Data(text.utf8))
        }
        return found
    }()
}

extension Trait where Self == ConditionTrait {
    /// Skips a suite or test, with the reason, when a public test suite was not found.
    public static func needs(_ suite: PublicSuite) -> Self {
        .enabled(if: suite.folder != nil, "needs the folder \(suite.rawValue) in \(PublicSuite.variable)")
    }
}
