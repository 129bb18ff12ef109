import Conformance
import Contracts
import JSON
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("A failure")
struct FailureValueTests {
    /// A wrong answer, and what the failure that it leads to says in values.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let response: LambdaResponse
        let rule: String
        let kind: Deviation.Kind
        let place: Deviation.Place
        let expected: JSONValue?
        let seen: JSONValue?

        var testDescription: String { "\(rule): \(response.summary)" }
    }

    private static func plain(_ status: Int, _ headers: HeaderFields, _ body: String = "{}") -> LambdaResponse
    {
        LambdaResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    @Test(
        "carries place, expected and seen as values, and the exchange that shows it",
        arguments: [
            Wrong(
                response: .json(#"{"id": 7}"#),
                rule: "success-shape",
                kind: .type,
                place: .body(JSONPointer(tokens: ["id"])),
                expected: ["string"],
                seen: 7
            ),
            Wrong(
                response: .json(#"{"no": 7}"#),
                rule: "success-shape",
                kind: .missing,
                place: .body(JSONPointer()),
                expected: ["id"],
                seen: ["no": 7]
            ),
            Wrong(
                response: .json(#"{"id": "x1"}"#, status: 500),
                rule: "no-server-error",
                kind: .status,
                place: .status,
                expected: JSONValue?.none,
                seen: 500
            ),
            Wrong(
                response: .json(#"{"id": "x1"}"#, status: 201),
                rule: "success-status",
                kind: .status,
                place: .status,
                expected: 200,
                seen: 201
            ),
            Wrong(
                response: plain(200, ["Content-Type": "text/html", "Access-Control-Allow-Origin": "*"]),
                rule: "success-content-type",
                kind: .header,
                place: .header("Content-Type"),
                expected: "application/json",
                seen: "text/html"
            ),
            Wrong(
                response: plain(200, ["Content-Type": "application/json"], #"{"id": "x1"}"#),
                rule: "cors-one-origin",
                kind: .header,
                place: .header("Access-Control-Allow-Origin"),
                expected: JSONValue?.none,
                seen: []
            ),
        ]
    )
    func values(_ wrong: Wrong) async throws {
        let contract = try ShopFolder.contract(
            ["create": ShopFolder.write("create", status: 200, examples: ShopFolder.made(200))],
            checks: [
                "success-status", "success-shape", "success-content-type", "no-server-error",
                "cors-one-origin",
            ]
        )
        let endpoint = ScriptedEndpoint { _ in wrong.response }
        let failures = await verify(endpoint, contract).results.flatMap(\.failures)
        let failure = try #require(failures.first { $0.rule.id == wrong.rule })
        let deviation = try #require(failure.deviations.first)
        #expect(deviation.kind == wrong.kind)
        #expect(deviation.place == wrong.place)
        #expect(deviation.expected.value == wrong.expected)
        #expect(deviation.seen.value == wrong.seen)
        #expect(failure.details == failure.deviations.lines)
        let exchange = try #require(failure.exchange)
        #expect(exchange.action == "create")
        #expect(exchange.status == wrong.response.status)
        #expect(exchange.answered.value == (try JSONValue(parsing: wrong.response.body)))
    }

    @Test("keeps no large body")
    func bounded() async throws {
        let contract = try ShopFolder.contract(
            ["create": ShopFolder.write("create", status: 200, examples: ShopFolder.made(200))],
            checks: ["success-status", "success-shape"]
        )
        let text = String(repeating: "a", count: 1_000_000)
        let endpoint = ScriptedEndpoint { _ in .json(#"["\#(text)"]"#) }
        let failures = await verify(endpoint, contract).results.flatMap(\.failures)
        #expect(!failures.isEmpty)
        for failure in failures {
            #expect(String(describing: failure.deviations).utf8.count < 5_000)
            #expect(String(describing: failure.exchange).utf8.count < 5_000)
        }
    }
}
