/// An OpenAPI document of 200 operations: forty resources, each with the five usual ones.
public enum LargeDocument: Sendable {
    /// The document's text, JSON of version 3.1.
    public static var text: String {
        let paths = (1...40).map { number in
            let type = number.isMultiple(of: 2) ? "integer" : "string"
            return """
                "/things\(number)": {
                  "get": {"responses": {"200": \(content(#"{"type": "array", "items": \#(schema(type))}"#))}},
                  "post": {"requestBody": \(body(type)), "responses": {"201": \(content(schema(type)))}}
                },
                "/things\(number)/{id}": {
                  "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "\(type)"}}],
                  "get": {"responses": {"200": \(content(schema(type))), "404": \(none)}},
                  "put": {"requestBody": \(body(type)), "responses": {"200": \(content(schema(type))), "404": \(none)}},
                  "delete": {"responses": {"204": {"description": "Gone."}, "404": \(none)}}
                }
                """
        }
        return """
            {
              "openapi": "3.1.0",
              "info": {"title": "Things", "version": "1"},
              "paths": {\(paths.joined(separator: ",\n"))}
            }
            """
    }

    private static let none = #"{"description": "There is none."}"#

    private static func schema(_ type: String) -> String {
        """
        {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "\(type)", "readOnly": true}, \
        "name": {"type": "string", "minLength": 1}, "rank": {"type": "integer", "minimum": 0}}}
        """
    }

    private static func content(_ schema: String) -> String {
        #"{"description": "It.", "content": {"application/json": {"schema": \#(schema)}}}"#
    }

    private static func body(_ type: String) -> String {
        #"{"required": true, "content": {"application/json": {"schema": \#(schema(type))}}}"#
    }
}
