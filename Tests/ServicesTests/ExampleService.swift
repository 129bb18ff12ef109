import Foundation
import JSON
import TestSupport
import Testing

/// A service of `Tests/Services`: a contract, fixtures, and an implementation in Python with switchable faults.
struct ExampleService: Sendable, CustomTestStringConvertible {
    /// The folder's name.
    let name: String
    /// What `verify` needs beyond the contract: keys or secrets.
    var verifyOptions: [String] = []
    /// What `serve` needs beyond the contract.
    var serveOptions: [String] = []

    private static let secret = "purse-test-secret-for-hs256-only"

    /// The services, as their folders are named.
    static let all = [
        ExampleService(name: "toolshed"),
        ExampleService(name: "planner"),
        ExampleService(
            name: "purse",
            verifyOptions: ["--jwt-secret", secret],
            serveOptions: ["--auth", "supabase:\(secret)"]
        ),
    ]

    var testDescription: String { name }

    private var folder: URL { ProjectFolder.root.appending(path: "Tests/Services/\(name)") }

    /// The path of the contract folder.
    var contract: String { folder.appending(path: "contract").path }

    /// The path of the fixture that the tests start from.
    var fixture: String { folder.appending(path: "fixtures/demo.json").path }

    /// The path of the implementation.
    var implementation: String { folder.appending(path: "implementation.py").path }

    /// The names of the scenarios, which were written by hand.
    func scenarios() throws -> Set<String> {
        let scenarios = folder.appending(path: "contract/scenarios")
        let files = try FileManager.default.contentsOfDirectory(
            at: scenarios,
            includingPropertiesForKeys: nil
        )
        return Set(
            try files.map { file in
                let scenario = try JSONValue(parsing: Array(try Data(contentsOf: file)))
                return try #require(scenario["scenario"]?.stringValue, "\(file.path) has no name")
            }
        )
    }
}
