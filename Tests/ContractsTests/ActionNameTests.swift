import Contracts
import TestSupport
import Testing

@Suite("The name of an action")
struct ActionNameTests {
    /// What lint says about a folder with one action of that name, in the file of that name.
    private func report(_ name: String) throws -> [String] {
        let files = [
            "service.json":
                #"{"$schema": "meta/service.schema.json", "service": "shop", "summary": "A shop.", "routing": {"parameter": "action"}}"#,
            "actions/\(name).json": """
            {
              "$schema": "\(name.contains("/") ? "../../" : "../")meta/action.schema.json",
              "action": "\(name)",
              "summary": "An action.",
              "method": "GET",
              "request": {"query": {"type": "object"}},
              "responses": {"200": {"body": {"type": "object"}}},
              "examples": [{"name": "one", "request": {}, "response": {"status": 200, "body": {}}}]
            }
            """,
        ]
        return try TemporaryFiles.withFolder(of: files) { try Linter.lint(folder: $0).map(\.description) }
    }

    @Test(
        "is any text without white space",
        arguments: [
            "create_order", "getUser", "v1.items", "ListOrders", "orders/place", "orders:place", "bestätige",
        ]
    )
    func accepted(name: String) throws {
        #expect(try report(name) == [])
    }

    @Test(
        "with white space, or that would be another folder, is an error at its place",
        arguments: ["place order", "a..b"]
    )
    func refused(name: String) throws {
        let report = try report(name)
        #expect(report.contains { $0.contains("actions/\(name).json:3:13: error: ") }, "\(report)")
    }
}
