import Contracts
import Foundation
import JSON
import Lambda
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("An action's success")
struct SuccessTests {
    private static let checks = ["success-status", "success-shape", "parameter-refused", "no-server-error"]

    @Test("is any 2xx that the contract lists", arguments: [200, 201, 202])
    func status(status: Int) async throws {
        let contract = try ShopFolder.contract(
            ["create": ShopFolder.write("create", status: status, examples: ShopFolder.made(status))],
            checks: Self.checks
        )
        let careless = ScriptedEndpoint { request in
            request.names("create")
                ? .json(#"{"id":"x1"}"#, status: status) : .json(#"{"error":"no"}"#, status: 400)
        }
        let (summary, results) = await verify(careless, contract)
        let failed = results.filter(\.isFailed).map(\.identity.name)
        #expect(failed.contains("name is empty") && failed.contains("name is a number"), "\(failed)")
        #expect(summary.unproven.isEmpty)
        let careful = ScriptedEndpoint { request in
            let body = try? JSONValue(parsing: request.body)
            guard request.method == "POST", request.names("create"),
                body?["name"]?.stringValue?.isEmpty == false
            else { return .json(#"{"error":"no"}"#, status: 400) }
            return .json(#"{"id":"x1"}"#, status: status)
        }
        let right = await verify(careful, contract)
        #expect(right.results.flatMap(\.failures).isEmpty, "\(right.results.filter(\.isFailed))")
        #expect(right.summary.exitCode == 0)
        #expect(
            right.summary.notes.contains("left behind: \(right.summary.left) successful requests of create")
        )
    }

    @Test(
        "is missed where no example has one, by lint and by a run, which then does not say that the contract holds"
    )
    func noExample() async throws {
        let contract = try ShopFolder.contract(
            [
                "create": ShopFolder.write("create", status: 200, examples: ShopFolder.made(200)),
                "order": ShopFolder.write("order", status: 200, examples: ShopFolder.refused),
            ],
            checks: Self.checks
        )
        #expect(
            UnrunChecks(contract, hasOracle: false).lines == [
                "order is not run: no example of `order` succeeds"
            ]
        )
        let endpoint = ScriptedEndpoint { request in
            let body = try? JSONValue(parsing: request.body)
            guard request.method == "POST", request.names("create"),
                body?["name"]?.stringValue?.isEmpty == false
            else { return .json(#"{"error":"no"}"#, status: 400) }
            return .json(#"{"id":"x1"}"#)
        }
        let (summary, results) = await verify(endpoint, contract, VerifierOptions(isStrict: true))
        #expect(results.allSatisfy { !$0.isFailed })
        #expect(summary.unproven.map(\.name) == ["order"])
        #expect(summary.notes.contains("order is not run: no example of `order` succeeds"))
        #expect(summary.exitCode == 2)
    }

    @Test("of a write that no read shows is named, since nothing but its response is judged")
    func unseenWrite() throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path
        let contract = try ContractFolder.load(folder)
        #expect(UnrunChecks(contract, hasOracle: true).unseen.isEmpty)
        let audited = contract.with(action: { action in
            if action.name == "create_task" { action.tables.writes += ["Audit", "Log"] }
        })
        #expect(
            UnrunChecks(audited, hasOracle: true).lines == [
                "what create_task writes into Audit and Log is not judged: no action that reads says in its \"tables\""
                    + " that it shows it"
            ]
        )
    }

    @Test("is missed where every answer is a refusal that a baseline knows of: judged, and yet never seen")
    func refusedAlways() async throws {
        let contract = try ShopFolder.contract(
            ["create": ShopFolder.write("create", status: 200, examples: ShopFolder.made(200))],
            checks: Self.checks
        )
        let endpoint = ScriptedEndpoint { _ in .json(#"{"error":"no"}"#, status: 400) }
        let first = await verify(endpoint, contract)
        #expect(first.summary.exitCode == 1)
        #expect(first.summary.unproven.map(\.reason) == ["no request was answered 200"])
        let known = Set(
            first.results.flatMap { result in
                result.failures.map { KnownFailure(result.identity, rule: $0.rule.id) }
            }
        )
        let again = await verify(endpoint, contract, VerifierOptions(knownFailures: known))
        #expect(again.summary.exitCode == 0)
        #expect(again.summary.unproven.map(\.isAccountedFor) == [true])
    }

    @Test("is not compared where a value is opaque", arguments: [#","next":"another""#, ""])
    func opaque(next: String) async throws {
        let contract = try ShopFolder.contract(
            ["create": ShopFolder.write("create", status: 200, examples: ShopFolder.made(200))],
            checks: ["success-status"]
        )
        let endpoint = ScriptedEndpoint { _ in .json(#"{"id":"x1"\#(next)}"#) }
        let (summary, results) = await verify(endpoint, contract, VerifierOptions(only: ["example"]))
        #expect(results.flatMap(\.failures).isEmpty)
        #expect(summary.total.passed == 1)
    }
}

@Suite("A GET that writes")
struct WritingReadTests {
    private static let order = """
        {
          "$schema": "../meta/action.schema.json", "action": "order", "method": "GET", "summary": "Orders.",
          "request": {"query": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}},
          "responses": {"200": {"body": {"type": "object", "required": ["id"]}}},
          "tables": {"writes": ["Orders"]},
          "rules": [], "examples": [
            {"name": "made", "request": {"name": "a"}, "response": {"status": 200, "body": {"id": "x1"}}}
          ]
        }
        """

    @Test("is asked neither by HEAD nor, where nothing may be written, by a name that resembles it")
    func isLeftAlone() async throws {
        let contract = try ShopFolder.contract(
            ["order": Self.order],
            checks: [
                "head-as-get", "unknown-action-refused", "wrong-method-refused", "no-server-error",
                "success-status",
                "path-ignored", "get-body-ignored", "repeated-parameter-no-5xx",
            ]
        )
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { request in
            log.note(request)
            return request.names("order") ? .json(#"{"id":"x1"}"#) : .json(#"{"error":"no"}"#, status: 404)
        }
        _ = await verify(endpoint, contract, VerifierOptions(allowsWrites: false))
        #expect(log.requests.contains { $0.method == "GET" })
        #expect(log.requests.allSatisfy { ["GET", "HEAD", "OPTIONS"].contains($0.method) })
        #expect(log.requests.filter { $0.rawQuery.lowercased().contains("order") } == [])
        _ = await verify(endpoint, contract)
        #expect(log.requests.contains { $0.names("order") })
        #expect(log.requests.filter { $0.method == "HEAD" && $0.names("order") } == [])
    }
}

extension LambdaRequest {
    /// Whether the query or the body names an action.
    fileprivate func names(_ action: String) -> Bool {
        QueryString(parsing: rawQuery)["action"] == action
            || (try? JSONValue(parsing: body))?["action"]?.stringValue == action
    }
}

extension RunSummary {
    /// The number in the note on what is left behind.
    fileprivate var left: Int {
        notes.compactMap { $0.split(separator: " ").lazy.compactMap { Int($0) }.first }.last ?? 0
    }
}
