import Foundation
import TestSupport
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite("serve --watch", .timeLimit(.minutes(2)))
struct WatchTests {
    @Test(
        "plays an edited contract without tables in a session that is there, and keeps it through a broken edit"
    )
    func edits() async throws {
        let scratch = try TemporaryFolder()
        let contracts = scratch.url.appending(path: "Shop")
        let action = contracts.appending(path: "actions/orders/get.json")
        try FileManager.default.createDirectory(
            at: action.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Self.service.write(
            to: contracts.appending(path: "service.json"),
            atomically: true,
            encoding: .utf8
        )
        try Self.action("[]").write(to: action, atomically: true, encoding: .utf8)
        let arguments = ["serve", "--port", "0", "--watch", "--quiet", "--contracts", contracts.path]
        try await MockProcess.run(exactly: arguments) { url in
            let order = url + "s/one/?op=orders/get&order_id=A7"
            #expect(try await Self.source(order) == "generated")
            let example =
                #"[{"name": "paid", "request": {"order_id": "B1"}, "response": {"status": 200, "body": {"order_id": "B1"}}}]"#
            try Self.action(example).write(to: action, atomically: true, encoding: .utf8)
            try await Self.wait { try await Self.source(order) == #"example "paid""# }
            try "{".write(to: action, atomically: true, encoding: .utf8)
            try await Self.wait {
                let (data, _) = try await URLSession.shared.data(
                    from: try #require(URL(string: url + "__understudy/contract"))
                )
                return String(decoding: data, as: UTF8.self).contains("get.json:1:")
            }
            #expect(try await Self.source(order) == #"example "paid""#)
        }
    }

    @Test(
        "holds tokens to the edited contract, and gives new sessions its tables; those that are there keep theirs"
    )
    func authorizationAndTables() async throws {
        let scratch = try TemporaryFolder()
        let contracts = scratch.url.appending(path: "Shop")
        let action = contracts.appending(path: "actions/orders/get.json")
        for folder in [action.deletingLastPathComponent(), contracts.appending(path: "tables")] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        func write(_ text: String, _ file: URL) throws {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        try write(
            Self.service.replacing("\"rules\"", with: #""authorization": {"roles": ["/role"]}, "rules""#),
            contracts.appending(path: "service.json")
        )
        try write(
            Self.action("[]").replacing("\"rules\"", with: #""authorization": {"public": true}, "rules""#),
            action
        )
        let secret = "a-secret-of-more-than-thirty-two-characters"
        let arguments = [
            "serve", "--port", "0", "--watch", "--quiet", "--contracts", contracts.path, "--auth",
            "supabase:\(secret)",
        ]
        try await MockProcess.run(exactly: arguments) { url in
            let order = url + "s/one/?op=orders/get&order_id=A7"
            #expect(try await Self.status(order) == 200)
            #expect(try await Self.text(url + "s/one/__understudy/tables") == #"{"tables":[]}"#)
            try write(
                Self.action("[]").replacing("\"rules\"", with: #""authorization": {}, "rules""#),
                action
            )
            try await Self.wait { try await Self.status(order) == 401 }
            let table = """
                {
                  "$schema": "../meta/table.schema.json", "TableName": "Orders",
                  "AttributeDefinitions": [{"AttributeName": "order_id", "AttributeType": "S"}],
                  "KeySchema": [{"AttributeName": "order_id", "KeyType": "HASH"}],
                  "BillingMode": "PAY_PER_REQUEST", "record": {"type": "object"}
                }
                """
            try write(table, contracts.appending(path: "tables/orders.json"))
            var count = 0
            try await Self.wait {
                count += 1
                return try await Self.text(url + "s/later-\(count)/__understudy/tables").contains("Orders")
            }
            #expect(try await Self.text(url + "s/one/__understudy/tables") == #"{"tables":[]}"#)
        }
    }

    private static func status(_ url: String) async throws -> Int? {
        let (_, response) = try await URLSession.shared.data(from: try #require(URL(string: url)))
        return (response as? HTTPURLResponse)?.statusCode
    }

    private static func text(_ url: String) async throws -> String {
        let (data, _) = try await URLSession.shared.data(from: try #require(URL(string: url)))
        return String(decoding: data, as: UTF8.self)
    }

    /// Waits until something holds; the suite's time limit ends it.
    private static func wait(_ holds: () async throws -> Bool) async throws {
        while try await !holds() { try await Task.sleep(for: .milliseconds(50)) }
    }

    private static func source(_ url: String) async throws -> String? {
        let (_, response) = try await URLSession.shared.data(from: try #require(URL(string: url)))
        return (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "X-Understudy-Answer")
    }

    private static let service = """
        {
          "$schema": "meta/service.schema.json",
          "service": "shop",
          "routing": {"parameter": "op", "member": "operation"},
          "limits": {"requestBytes": 1000, "responseBytes": 1000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {"type": "object"},
          "rules": []
        }
        """

    private static func action(_ examples: String) -> String {
        """
        {
          "$schema": "../../meta/action.schema.json",
          "action": "orders/get",
          "summary": "One order.",
          "method": "GET",
          "request": {"query": {"type": "object", "properties": {"order_id": {"type": "string"}}}},
          "responses": {
            "200": {"body": {"type": "object", "required": ["order_id"], "properties": {"order_id": {"type": "string"}}}}
          },
          "rules": [],
          "examples": \(examples)
        }
        """
    }
}
