import Foundation

/// Files beside the tests: what a report must look like, and the schemas of others.
enum Golden {
    static let schemaNames = ["jenkins-junit-10.xsd", "windyroad-junit.xsd"]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The expected text; with `UNDERSTUDY_WRITE_GOLDEN` set, what was seen is written down first.
    static func text(named name: String, insteadOf seen: String) throws -> String {
        let file = folder.appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["UNDERSTUDY_WRITE_GOLDEN"] != nil {
            try Data(seen.utf8).write(to: file)
        }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// The project's contract folder.
    static let contracts = folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Contracts").path

    /// The folder of the JUnit schemas, where the public test data are at hand.
    static let schemas: String? = {
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        let beside = root.deletingLastPathComponent().appending(path: "shared/data").path
        let data = ProcessInfo.processInfo.environment["UNDERSTUDY_TEST_DATA"] ?? beside
        let schemas = data + "/junit-xsd"
        return FileManager.default.fileExists(atPath: schemas) ? schemas : nil
    }()
}
