import Contracts
import Foundation
import JSON
import JSONSchema
import Lambda
import TestSupport
import Testing

@Suite("A refusal in the contract's error shape")
struct ErrorResponsesTests {
    private static let text = "limit must be an integer, but is a string"

    private func response(_ schema: JSONValue, text: String = text) throws -> (JSONValue, String?) {
        let error = try SchemaRegistry().compile(schema)
        let contract = Contract(service: Service(name: "s", error: error))
        let reason = ErrorReason(text, pointer: try JSONPointer("/limit"), rule: "limits")
        let response = ErrorResponses(contract).response(400, reason)
        let body = try JSONValue(parsing: response.body)
        #expect(error.isValid(body), "\(body.compactText)")
        #expect(response.headers.values(for: "Access-Control-Allow-Origin") == ["*"])
        let exposed = response.headers["Access-Control-Expose-Headers"] ?? ""
        #expect(exposed.contains(ErrorResponses.reasonHeader))
        return (body, response.headers[ErrorResponses.reasonHeader])
    }

    @Test(
        "has the reason where the shape has a place for a text, and always in a header",
        arguments: [
            (
                [
                    "type": "object", "required": ["success", "error"],
                    "properties": ["success": ["const": false]],
                ],
                ["success": false, "error": .string(text), "pointer": "/limit", "rule": "limits"]
            ),
            (
                [
                    "type": "object", "required": ["error"], "properties": ["error": ["type": "string"]],
                    "additionalProperties": false,
                ], ["error": .string(text)]
            ),
            (
                [
                    "type": "object", "required": ["code", "message"], "additionalProperties": false,
                    "properties": ["code": ["enum": ["bad_request"]], "message": ["type": "string"]],
                ], ["code": "bad_request", "message": .string(text)]
            ),
            (
                [
                    "type": "object", "required": ["fault"], "additionalProperties": false,
                    "properties": [
                        "fault": [
                            "type": "object", "required": ["kind", "summary"], "additionalProperties": false,
                            "properties": ["kind": ["const": 7], "summary": ["type": "string"]],
                        ]
                    ],
                ], ["fault": ["kind": 7, "summary": .string(text)]]
            ),
            (
                [
                    "type": "object", "required": ["code"], "additionalProperties": false,
                    "properties": ["code": ["const": 4]],
                ], ["code": 4]
            ),
        ] as [(JSONValue, JSONValue)]
    )
    func shapes(schema: JSONValue, expected: JSONValue) throws {
        let (body, header) = try response(schema)
        #expect(body == expected)
        #expect(header == Self.text)
    }

    @Test("writes a reason with line breaks and other scripts as one line of ASCII, within bounds")
    func headerText() throws {
        let text = "Größe\r\nX-Evil: 1 " + String(repeating: "a", count: 5_000)
        let header = try #require(try response(["type": "object"], text: text).1)
        #expect(header.hasPrefix("Gr??e??X-Evil: 1 aaa"))
        #expect(header.utf8.count == 500)
    }

    @Test("has another value each time in a header that any value is right for")
    func opaqueHeaders() throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/purse/contract").path
        let contract = try ContractFolder.load(folder)
        let action = try #require(contract.action(named: "CreateAccount"))
        let errors = ErrorResponses(contract)
        let values = (1...9).compactMap { _ in
            errors.response(400, ErrorReason(Self.text), for: action).headers["X-Request-Id"]
                .flatMap(UUID.init(uuidString:))
        }
        #expect(Set(values).count == 9)
    }
}
