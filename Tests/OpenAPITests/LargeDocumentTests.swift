import Contracts
import JSON
import OpenAPI
import Testing

@Suite("A document of 200 operations")
struct LargeDocumentTests {
    /// Forty resources, each with the five usual operations.
    static var text: String {
        var paths = JSONObject()
        for number in 1...40 {
            let schema: JSONValue = [
                "type": "object", "required": ["id", "name"],
                "properties": [
                    "id": ["type": number % 2 == 0 ? "integer" : "string", "readOnly": true],
                    "name": ["type": "string", "minLength": 1], "rank": ["type": "integer", "minimum": 0],
                ],
            ]
            let content: JSONValue = ["application/json": ["schema": schema]]
            let shown: JSONValue = ["description": "The thing.", "content": content]
            let body: JSONValue = ["required": true, "content": content]
            let none: JSONValue = ["description": "There is none."]
            let list: JSONValue = [
                "description": "All.",
                "content": ["application/json": ["schema": ["type": "array", "items": schema]]],
            ]
            let key: JSONValue = [
                [
                    "name": "id", "in": "path", "required": true,
                    "schema": ["type": number % 2 == 0 ? "integer" : "string"],
                ]
            ]
            paths["/things\(number)"] = [
                "get": ["responses": ["200": list]],
                "post": ["requestBody": body, "responses": ["201": shown]],
            ]
            paths["/things\(number)/{id}"] = [
                "parameters": key,
                "get": ["responses": ["200": shown, "404": none]],
                "put": ["requestBody": body, "responses": ["200": shown, "404": none]],
                "delete": ["responses": ["204": ["description": "Gone."], "404": none]],
            ]
        }
        let document: JSONValue = [
            "openapi": "3.1.0", "info": ["title": "Things", "version": "1"], "paths": .object(paths),
        ]
        return document.prettyText()
    }

    @Test("becomes 200 actions over 40 tables, and nothing is left out")
    func conversion() throws {
        let bytes = Array(Self.text.utf8)
        let conversion = try OpenAPIConverter { $0 == "api.json" ? bytes : nil }.convert("api.json")
        #expect(conversion.actionCount == 200)
        #expect(conversion.tables.count == 40)
        #expect(conversion.tables.allSatisfy { $0.actions.count == 5 })
        #expect(conversion.notes.isEmpty, "\(conversion.notes.map(\.description).joined(separator: "\n"))")
        #expect(conversion.files.count { $0.path.hasPrefix("scenarios/") } == 40)
    }
}
