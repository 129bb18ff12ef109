import Contracts
import OpenAPI
import Testing

@Suite("A mistake in a document")
struct MistakeTests {
    /// A document and what is said about it: the place, a part of the message, and a part of what to do.
    struct Mistake: CustomTestStringConvertible, Sendable {
        var description: String
        var files: [String: String]
        var expected: String
        var testDescription: String { description }

        init(_ description: String, _ text: String, says expected: String, files: [String: String] = [:]) {
            self.description = description
            self.files = files.merging(["api.yaml": text]) { _, text in text }
            self.expected = expected
        }
    }

    private static let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
    private static func operation(_ text: String) -> String {
        head + "paths:\n  /a:\n    get:\n" + text.split(separator: "\n").map { "      \($0)\n" }.joined()
    }
    private static let ok = "responses: {'200': {description: Fine.}}\n"

    static let all: [Mistake] = [
        Mistake(
            "no YAML",
            "openapi: [3.1",
            says: "api.yaml:2:1: error: the file is not YAML: did not find expected ',' or ']'"
        ),
        Mistake(
            "empty",
            "",
            says: "api.yaml: error: the file is empty; name a file that holds an OpenAPI document"
        ),
        Mistake(
            "a tab",
            "openapi: 3.1.0\n\tinfo: 1",
            says: "api.yaml:2:1: error: the file is not YAML: found a tab character"
        ),
        Mistake(
            "a key twice",
            head + "paths: {}\npaths: {}\n",
            says: "error: the same mapping has the key 'paths' twice; give each key its own name"
        ),
        Mistake(
            "two documents",
            head + "---\nopenapi: 3.0.0\n",
            says: "api.yaml:3:1: error: the file is not YAML: but found another document"
        ),
        Mistake(
            "a list",
            "- openapi",
            says: "error: this is no OpenAPI document: it has no member 'openapi'"
        ),
        Mistake("Swagger", "swagger: '2.0'", says: "api.yaml:1:10: error: this is a document of Swagger 2.0"),
        Mistake(
            "a number as version",
            "openapi: 3.0",
            says: "api.yaml:1:10: error: 'openapi' is the number 3.0"
        ),
        Mistake(
            "another version",
            "openapi: 4.0.0",
            says: "version 4.0.0 of OpenAPI is not known here (at /openapi); use 3.0 or 3.1"
        ),
        Mistake(
            "no paths",
            head,
            says: "the document has no 'paths'; describe at least one path with an operation"
        ),
        Mistake(
            "no operation",
            head + "paths: {/a: {}}",
            says: "no path has an operation (at /paths); add for example a 'get'"
        ),
        Mistake(
            "a path without slash",
            head + "paths: {a: {get: {\(ok)}}}",
            says: "'a' does not begin with '/'"
        ),
        Mistake(
            "a method that is none",
            head + "paths:\n  /a:\n    gte: {}\n    get: {\(ok)}",
            says: "api.yaml:5:10: error: 'gte' is no method (at /paths/~1a/gte); did you mean 'get'?"
        ),
        Mistake("no responses", operation("summary: Hello"), says: "the operation has no 'responses'"),
        Mistake(
            "a status that is none",
            operation("responses: {'2000': {description: x}}"),
            says: "2000 is no status"
        ),
        Mistake(
            "a word as status",
            operation("responses: {ok: {description: x}}"),
            says: "'ok' is no status"
        ),
        Mistake(
            "a parameter without a place",
            operation(ok + "parameters: [{name: a}]"),
            says: "a parameter needs 'name' and 'in' (at /paths/~1a/get/parameters/0); add them"
        ),
        Mistake(
            "a body as parameter",
            operation(ok + "parameters: [{name: a, in: body}]"),
            says:
                "a parameter cannot stand in 'body' (at /paths/~1a/get/parameters/0/in); describe the body under"
        ),
        Mistake(
            "a parameter that the path has not",
            operation(ok + "parameters: [{name: b, in: path, required: true}]"),
            says: "the path has no parameter 'b'"
        ),
        Mistake(
            "a reference to nothing",
            operation("responses: {'200': {$ref: '#/components/responses/Fin'}}")
                + "components: {responses: {Fine: {description: x}}}",
            says:
                "'#/components/responses/Fin' leads nowhere (at /paths/~1a/get/responses/200/$ref); did you mean 'Fine'?"
        ),
        Mistake(
            "a reference in a circle",
            operation("responses: {'200': {$ref: '#/components/responses/A'}}")
                + "components: {responses: {A: {$ref: '#/components/responses/B'}, B: {$ref: '#/components/responses/A'}}}",
            says: "leads back to itself"
        ),
        Mistake(
            "a reference to the network",
            operation("responses: {'200': {$ref: 'https://example.com/a.yaml'}}"),
            says: "'https://example.com/a.yaml' is on a network, which is never asked"
        ),
        Mistake(
            "a file that is not there",
            operation("responses: {'200': {$ref: 'b.yaml#/x'}}"),
            says: "api.yaml:6:33: error: there is no file 'b.yaml'"
        ),
        Mistake(
            "a broken file",
            operation("responses: {'200': {$ref: 'b.json'}}"),
            says: "b.json:1:2: error: the file is not JSON",
            files: ["b.json": "{]"]
        ),
        Mistake(
            "a schema that is a text",
            schema("text"),
            says: "a schema must be an object"
        ),
        Mistake(
            "a required that is true",
            schema("{type: object, required: true}"),
            says: "'required' must be a list of names"
        ),
        Mistake("a type that is none", schema("{type: sting}"), says: "'type' must be one of array, boolean"),
        Mistake(
            "a length that is a text",
            schema("{minLength: '3'}"),
            says: "'minLength' must be a whole number of at least 0"
        ),
        Mistake("an enum without values", schema("{enum: []}"), says: "'enum' must be a list of values"),
        Mistake(
            "an exclusive bound alone",
            schema("{exclusiveMinimum: true}"),
            says: "'exclusiveMinimum' has no 'minimum' beside it"
        ),
        Mistake(
            "a discriminator without name",
            schema("{oneOf: [{}], discriminator: {}}"),
            says: "a discriminator needs 'propertyName'"
        ),
        Mistake(
            "a security scheme that is none",
            operation(ok + "security: [{tokn: []}]")
                + "components: {securitySchemes: {token: {type: http, scheme: bearer}}}",
            says: "there is no security scheme 'tokn'"
        ),
        Mistake(
            "a body without content",
            head + "paths: {/a: {post: {requestBody: {required: true}, \(ok)}}}",
            says:
                "a request body needs 'content' (at /paths/~1a/post/requestBody); name a media type and its schema"
        ),
        Mistake(
            "aliases of aliases",
            "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
                + zip("bcdefgh", "abcdefg").map {
                    "\($0): &\($0) [" + Array(repeating: "*\($1)", count: 10).joined(separator: ",") + "]\n"
                }
                .joined(),
            says: "with its aliases replaced, the document has more than 1000000 values"
        ),
        Mistake("nested too deep", String(repeating: "[", count: 900), says: "error:"),
    ]

    private static func schema(_ text: String) -> String {
        operation("responses: {'200': {description: x, content: {application/json: {schema: \(text)}}}}")
    }

    @Test("is told with its place and what to do", arguments: all)
    func told(mistake: Mistake) async throws {
        let files = mistake.files.mapValues { Array($0.utf8) }
        let error = await #expect(throws: OpenAPIError.self) {
            try await OpenAPIConverter { files[$0] }.convert("api.yaml")
        }
        #expect(error?.description.contains(mistake.expected) == true, "\(error?.description ?? "nothing")")
    }
}
