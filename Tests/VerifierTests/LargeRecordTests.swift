import Contracts
import JSON
import Lambda
import Testing

@testable import Verifier

@Suite("A record with large texts")
struct LargeRecordTests {
    @Test(
        "is made small again by its id, a text or a number, wherever the answer has it",
        arguments: [
            (#"{"order_id": "x1"}"#, "x1"), (#"{"order_id": 7}"#, 7), (#"{"order": {"order_id": 7}}"#, 7),
            (#"{"order": {"order_id": "x1"}}"#, "x1"),
        ] as [(String, JSONValue)]
    )
    func identifiers(answer: String, identifier: JSONValue) throws {
        let contract = try ShopFolder.contract(
            ["create": Self.create, "revise": Self.revise, "list": Self.list],
            checks: ["success-status"]
        )
        let create = try #require(contract.action(named: "create"))
        let page = try #require(SharedPage.all(of: contract).first)
        let text = JSONValue.string(String(repeating: "x", count: 5_000))
        let exchange = RecordedExchange(
            number: 0,
            request: RequestBuilder(routing: contract.service.routing).request(create, ["note": text]),
            response: .json(answer),
            action: create,
            seconds: 0,
            batch: nil
        )
        let record = try #require(
            LargeRecord(exchange, of: create, size: 5_000, onto: page, contract)
        )
        let replacements = record.replacements(contract)
        #expect(replacements.map(\.action.name) == ["revise"])
        #expect(replacements.first?.arguments == ["order_id": identifier, "note": "b"])
    }

    private static func write(_ name: String, _ properties: String, _ request: String) -> String {
        """
        {
          "$schema": "../meta/action.schema.json", "action": "\(name)", "summary": "Writes one.", "method": "POST",
          "request": {"body": {"type": "object", "properties": {\(properties)}}},
          "responses": {"200": {"body": {"type": "object"}}},
          "tables": {"writes": ["Orders"]}, "rules": [],
          "examples": [{"name": "done", "request": \(request), "response": {"status": 200, "body": {}}}]
        }
        """
    }

    private static let note = #""note": {"type": "string"}"#
    private static let create = write("create", note, #"{"note": "a"}"#)
    private static let revise = write(
        "revise",
        #""order_id": {"type": ["string", "integer"]}, \#(note)"#,
        #"{"order_id": "o1", "note": "b"}"#
    )
    private static let list = """
        {
          "$schema": "../meta/action.schema.json", "action": "list", "summary": "Lists them.", "method": "GET",
          "request": {"query": {"type": "object"}},
          "responses": {"200": {"body": {"type": "object", "properties": {"orders": {
            "type": "array", "items": {"type": "object"},
            "understudy": {"list": {"scope": "shared", "key": "/order_id"}}
          }}}}},
          "tables": {"reads": ["Orders"]}, "rules": [],
          "examples": [{"name": "some", "after": ["create: done"], "request": {},
            "response": {"status": 200, "body": {"orders": []}}}]
        }
        """
}
