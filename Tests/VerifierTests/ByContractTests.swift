import Contracts
import JSON
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("The checks of ids, texts, empty parameters, concurrent writes and tags")
struct ByContractTests {
    /// A shop that knows no case, whose contract has another service's names.
    @Test("find in another service an id that is compared without case")
    func anotherService() async throws {
        let contract = try ShopFolder.contract(
            ["create": Self.create, "item": Self.item],
            checks: ["identifiers-by-bytes", "identifiers-opaque", "success-status"]
        )
        func endpoint(_ same: @escaping @Sendable (String, String) -> Bool) -> ScriptedEndpoint {
            let names = RequestLog()
            return ScriptedEndpoint { request in
                if request.method == "POST", let body = try? JSONValue(parsing: request.body),
                    let name = body["owner"]?.stringValue
                {
                    names.note(LambdaRequest(method: name))
                    return .json(#"{"id":"x1"}"#)
                }
                let owner = QueryString(parsing: request.rawQuery)["owner"] ?? ""
                let count = names.requests.count { same($0.method, owner) }
                return .json(#"{"count":\#(count)}"#)
            }
        }
        let right = await verify(
            endpoint { $0 == $1 },
            contract,
            VerifierOptions(isStrict: true, only: ["negative"])
        )
        #expect(right.results.flatMap(\.failures).map(\.summary) == [])
        #expect(right.summary.total.passed == 4)
        let wrong = await verify(
            endpoint { $0.lowercased() == $1.lowercased() },
            contract,
            VerifierOptions(only: ["negative"])
        )
        #expect(wrong.results.filter(\.isFailed).map(\.identity.suite) == ["create", "item"])
        #expect(wrong.results.flatMap(\.failures).allSatisfy { $0.rule.id == "identifiers-by-bytes" })
    }

    private static let create = """
        {
          "$schema": "../meta/action.schema.json", "action": "create", "summary": "Makes one.", "method": "POST",
          "request": {"body": {"type": "object", "required": ["owner"], "properties": {
            "owner": {"type": "string", "minLength": 1, "understudy": {"identity": "client"}}}}},
          "responses": {"200": {"body": {"type": "object", "required": ["id"]}}},
          "tables": {"writes": ["Orders"]}, "rules": [],
          "examples": [{"name": "made", "request": {"owner": "ann"}, "response": {"status": 200, "body": {"id": "x1"}}}]
        }
        """

    private static let item = """
        {
          "$schema": "../meta/action.schema.json", "action": "item", "summary": "Counts them.", "method": "GET",
          "request": {"query": {"type": "object", "required": ["owner"], "properties": {
            "owner": {"type": "string", "minLength": 1, "understudy": {"identity": "client"}}}}},
          "responses": {"200": {"body": {"type": "object", "required": ["count"]}}},
          "tables": {"reads": ["Orders"]}, "rules": [],
          "examples": [{"name": "one", "after": ["create: made"], "request": {"owner": "ann"},
            "response": {"status": 200, "body": {"count": 1}}}]
        }
        """
}
