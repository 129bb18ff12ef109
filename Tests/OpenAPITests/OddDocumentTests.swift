import Contracts
import JSON
import OpenAPI
import Testing

@Suite("An odd document")
struct OddDocumentTests {
    /// A document that is converted all the same, with what is said about it.
    struct Odd: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var text: String
        /// A part of what is said; `nil` where there is nothing to say.
        var says: String?
        /// The files that are among those written.
        var writes: [String] = []
        /// The files that are not among them.
        var lacks: [String] = []

        init(
            _ description: String,
            _ text: String,
            says: String? = nil,
            writes: [String] = [],
            lacks: [String] = []
        ) {
            testDescription = description
            self.text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" + text
            self.says = says
            self.writes = writes
            self.lacks = lacks
        }
    }

    private static let ok = "responses: {'200': {description: Fine.}}"

    private static func answer(_ schema: String) -> String {
        "responses: {'200': {description: x, content: {application/json: {schema: \(schema)}}}}"
    }

    /// A collection with a path for each item, which is read with parameters.
    private static func notes(readWith parameters: String, delete: String = "") -> String {
        """
        paths:
          /notes:
            post:
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [text],
                properties: {text: {type: string}}}}}}
              responses: {'201': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}
          /notes/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get:
              parameters: [\(parameters)]
              responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}},
                '404': {description: x}}
        \(delete)
        components: {schemas: {Note: {type: object, required: [id, text], properties: {id: {type: string}, text: {type: string}}}}}
        """
    }

    static let all = [
        Odd(
            "a record that is read with nothing but its id",
            notes(readWith: ""),
            writes: ["scenarios/notes-kept.json", "tables/notes.json"]
        ),
        Odd(
            "a record that is read with a parameter for which no value is found",
            notes(
                readWith:
                    "{name: as, in: query, required: true, schema: {type: string, enum: [a], minLength: 5}}"
            ),
            says: "'get-notes-by-id' has no example: no request or response was found that its schemas take",
            writes: ["tables/notes.json"],
            lacks: ["scenarios/notes-kept.json"]
        ),
        Odd(
            "two operations of one name",
            "paths: {/a: {get: {operationId: same, \(ok)}}, /b: {get: {operationId: Same, \(ok)}}}",
            says:
                "another operation is called 'Same' (at /paths/~1b/get/operationId); give each operation its own",
            writes: ["actions/same.json", "actions/Same-2.json"]
        ),
        Odd(
            "names with other characters",
            "paths: {/a: {get: {operationId: 'ü ../x', \(ok)}}, '/b c/{d e}': {get: {\(ok), "
                + "parameters: [{name: d e, in: path, required: true, schema: {type: string}}]}}}",
            writes: ["actions/--/x.json", "actions/get-b-c-by-d-e.json"]
        ),
        Odd(
            "one path with two names of its parameter",
            "paths: {'/a/{b}': {get: {\(ok)}}, '/a/{c}': {get: {\(ok)}}}",
            says:
                "another path is the same as '/a/{c}' but for the names of parameters, so this one is left out"
        ),
        Odd(
            "a query in a path",
            "paths: {'/a?b=1': {get: {\(ok)}}, /a: {get: {\(ok)}}}",
            says: "'/a?b=1' is not carried over: a path has no query, and at most one parameter in a segment"
        ),
        Odd(
            "two parameters in a segment",
            "paths: {'/a/{b}-{c}': {get: {\(ok)}}, /a: {get: {\(ok)}}}",
            says: "'/a/{b}-{c}' is not carried over"
        ),
        Odd(
            "a parameter that is a part of a segment",
            "paths: {'/a/{b}.txt': {get: {\(ok), "
                + "parameters: [{name: b, in: path, required: true, schema: {type: string}}]}}}",
            writes: ["actions/get-a-by-b-txt.json"]
        ),
        Odd(
            "a schema that contains itself",
            "paths: {/a: {get: {\(answer("{$ref: '#/components/schemas/Tree'}"))}}}\n"
                + "components: {schemas: {Tree: {type: object, required: [name], properties: {name: {type: string}, "
                + "left: {$ref: '#/components/schemas/Tree'}}}}}",
            writes: ["records/tree.json"]
        ),
        Odd(
            "a schema that needs itself",
            "paths: {/a: {get: {\(answer("{$ref: '#/components/schemas/Loop'}"))}}}\n"
                + "components: {schemas: {Loop: {type: object, required: [next], properties: "
                + "{next: {$ref: '#/components/schemas/Loop'}}}}}",
            says: "'get-a' has no example: no request or response was found that its schemas take",
            writes: ["actions/get-a.json"]
        ),
        Odd(
            "anchors and aliases",
            "x-text: &text {type: string, minLength: 1}\npaths: {/a: {get: {\(answer("*text"))}}}",
            writes: ["actions/get-a.json"]
        ),
        Odd(
            "a Boolean exclusiveMinimum",
            "paths: {/a: {get: {\(answer("{type: number, minimum: 0, exclusiveMinimum: true}"))}}}",
            writes: ["actions/get-a.json"]
        ),
        Odd(
            "a discriminator without branches",
            "paths: {/a: {get: {\(answer("{type: object, discriminator: {propertyName: kind}}"))}}}",
            says: "the discriminator 'kind' has no oneOf or anyOf beside it"
        ),
        Odd(
            "an object of which everything is readOnly, as a body",
            "paths: {/a: {post: {\(ok), requestBody: {required: true, content: {application/json: {schema: "
                + "{type: object, required: [a], properties: {a: {type: string, readOnly: true}}}}}}}}}",
            writes: ["actions/post-a.json"]
        ),
        Odd(
            "a record whose key clients make as a UUID",
            "paths: {'/a/{id}': {parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}], "
                + "get: {\(answer("{type: object, required: [id], properties: {id: {type: string}}}"))}, "
                + "put: {\(answer("{type: object, required: [id], properties: {id: {type: string}}}"))}}}",
            says: "'a' are not kept in a table, as clients make their ids 'id'"
        ),
    ]

    @Test("is converted into a folder that loads, and what is left out is said", arguments: all)
    func converted(odd: Odd) async throws {
        let bytes = Array(odd.text.utf8)
        let conversion = try await OpenAPIConverter { $0 == "api.yaml" ? bytes : nil }.convert("api.yaml")
        let notes = conversion.notes.map(\.description)
        if let says = odd.says {
            #expect(notes.contains { $0.contains(says) }, "\(notes)")
        } else {
            #expect(notes.isEmpty, "\(notes)")
        }
        let paths = conversion.files.map(\.path)
        for path in odd.writes { #expect(paths.contains(path), "\(paths)") }
        for path in odd.lacks { #expect(!paths.contains(path), "\(paths)") }
        let contract = try ContractFolder.load(
            conversion.files.map { ($0.path, Array($0.text.utf8)) },
            in: "Contracts"
        )
        #expect(contract.actions.count == conversion.actionCount)
    }
}
