import Foundation
import TestSupport

/// Files beside the tests: what a report must look like, and the schemas of others.
enum Golden {
    static let schemaNames = ["jenkins-junit-10.xsd", "windyroad-junit.xsd"]

    private static let folder = GoldenFolder()

    /// Returns the expected text, see ``GoldenFolder/text(named:insteadOf:)``.
    static func text(named name: String, insteadOf seen: String) throws -> String {
        try folder.text(named: name, insteadOf: seen)
    }

    /// The folder of the JUnit schemas; `nil` when it was not found, and their tests are skipped.
    static let schemas = PublicSuite.junit.folder?.path
}
