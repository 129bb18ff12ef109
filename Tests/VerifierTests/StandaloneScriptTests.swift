import Contracts
import JSON
import Lambda
import Testing

@testable import Verifier
import VerifierEvents

@Suite("A script of a read that other traffic's records are in")
struct StandaloneScriptTests {
    private static let kinds = (1...30).map { "kind-\($0)" }

    /// A shop that lists all of its orders, and a finding about a list that has orders of certain kinds.
    private struct Shop {
        let context: RunContext
        let log = RequestLog()
        let isShown: @Sendable (Set<String>) -> Bool

        init(_ isShown: @escaping @Sendable (Set<String>) -> Bool) throws {
            self.isShown = isShown
            let log = log
            let endpoint = ScriptedEndpoint { request in
                log.note(request)
                guard request.method == "GET" else { return .json("{}") }
                // The first one is another's.
                let orders =
                    [#"{"kind": "foreign"}"#]
                    + log.requests.filter { $0.method == "POST" }
                    .map { String(decoding: $0.body, as: UTF8.self) }
                return .json(#"{"orders": [\#(orders.joined(separator: ","))]}"#)
            }
            context = RunContext(
                contract: try StandaloneScriptTests.contract(),
                endpoint: endpoint,
                options: VerifierOptions(),
                runPrefix: "us-1"
            )
        }

        var reads: Int { log.requests.count { $0.method == "GET" } }

        /// Reads the list, in which there are others' orders, and looks for requests that show the finding.
        func find() async throws -> StandaloneScript.Found? {
            let (finding, attempt) = try await finding()
            return await (try #require(StandaloneScript(finding, attempt))).find()
        }

        /// Reads the list and returns what that shows.
        func finding() async throws -> (Finding, Attempt) {
            let list = try #require(context.contract.action(named: "list"))
            let rule = try #require(context.contract.service.rules.first)
            let isShown = isShown
            let attempt = Attempt(context: context, prefix: "us-1-first")
            let exchange = try await attempt.call(list, JSONObject())
            let finding = Finding(
                rule: rule,
                summary: "wrong",
                [],
                exchange: exchange.number,
                isShown: { answer in
                    let orders = answer.json?["orders"]?.arrayValue ?? []
                    return isShown(Set(orders.compactMap { $0["kind"]?.stringValue }))
                }
            )
            return (finding, attempt)
        }
    }

    @Test(
        "has the writes that it needs: one, or all",
        arguments: [(["kind-3"], 1), (["kind-1", "kind-2"], 30), (["kind-30"], 30)] as [(Set<String>, Int)]
    )
    func writes(needed: Set<String>, count: Int) async throws {
        let shop = try Shop { needed.isSubset(of: $0) }
        let found = try #require(await shop.find())
        #expect(found.exchanges.map(\.request.method) == Array(repeating: "POST", count: count) + ["GET"])
    }

    @Test("needs others' records where only those show the finding", arguments: ["foreign", "kind-3"])
    func others(kind: String) async throws {
        let shop = try Shop { $0.contains(kind) }
        let (finding, attempt) = try await shop.finding()
        #expect(finding.needsOtherRecords(in: attempt))
        #expect((try await shop.find() == nil) == (kind == "foreign"))
    }

    @Test("is looked for with a bounded number of writes, however many examples there are")
    func bound() async throws {
        let shop = try Shop { _ in false }
        #expect(try await shop.find() == nil)
        // The read itself, the read alone, after each of eight writes, and after all.
        #expect(shop.reads == 11)
    }

    @Test("is not looked for where the run's requests for it are used up")
    func budget() async throws {
        let shop = try Shop { _ in false }
        shop.context.shrinking.take(1_000_000)
        #expect(try await shop.find() == nil)
        #expect(shop.reads == 2)
    }

    private static func contract() throws -> Contract {
        let examples = kinds.map { kind in
            """
            {"name": "\(kind)", "request": {"owner": "ann", "kind": "\(kind)"},
              "response": {"status": 200, "body": {}}}
            """
        }
        let create = """
            {
              "$schema": "../meta/action.schema.json", "action": "create", "summary": "Makes one.", "method": "POST",
              "request": {"body": {"type": "object", "required": ["owner", "kind"], "properties": {
                "owner": {"type": "string", "understudy": {"identity": "client"}}, "kind": {"type": "string"}}}},
              "responses": {"200": {"body": {"type": "object"}}},
              "tables": {"writes": ["Orders"]}, "rules": [], "examples": [\(examples.joined(separator: ","))]
            }
            """
        let list = """
            {
              "$schema": "../meta/action.schema.json", "action": "list", "summary": "Lists them.", "method": "GET",
              "request": {"query": {"type": "object"}},
              "responses": {"200": {"body": {"type": "object", "properties": {"orders": {
                "type": "array", "items": {"type": "object"},
                "understudy": {"list": {"scope": "shared", "key": "/order_id"}}
              }}}}},
              "tables": {"reads": ["Orders"]}, "rules": [],
              "examples": [{"name": "some", "request": {}, "response": {"status": 200, "body": {"orders": []}}}]
            }
            """
        return try ShopFolder.contract(["create": create, "list": list], checks: ["success-status"])
    }
}
