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
        /// A part of the only action's file.
        var action: String?

        init(
            _ description: String,
            _ text: String,
            says: String? = nil,
            writes: [String] = [],
            lacks: [String] = [],
            action: String? = nil
        ) {
            testDescription = description
            self.text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" + text
            self.says = says
            self.writes = writes
            self.lacks = lacks
            self.action = action
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

    private static func form(_ schema: String, encoding: String = "{}") -> String {
        "paths: {/a: {post: {\(ok), requestBody: {required: true, content: {application/x-www-form-urlencoded: "
            + "{schema: \(schema), encoding: \(encoding)}}}}}}"
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
            "webhooks",
            "paths: {/a: {get: {\(ok)}}}\nwebhooks: {made: {post: {\(ok)}}}",
            says: "'webhooks' are not carried over (at /webhooks)"
        ),
        Odd(
            "a server whose path is a variable",
            "paths: {/a: {get: {\(ok)}}}\nservers: [{url: 'https://{host}/{base}', variables: "
                + "{host: {default: example.com}, base: {default: v2}}}]",
            says:
                "paths are written without the server's '/v2' (at /servers/0); give it with the address of the service: "
                + "verify --endpoint https://example.com/v2"
        ),
        Odd(
            "a second server with a path",
            "paths: {/a: {get: {\(ok)}}}\nservers: [{url: 'https://example.com'}, {url: /api}]",
            says: "paths are written without the server's '/api' (at /servers/1)"
        ),
        Odd(
            "a cookie that is required",
            "paths: {/a: {get: {\(ok), parameters: [{name: session, in: cookie, required: true, schema: {type: string}}]}}}",
            says: "the cookie 'session' is not carried over (at /paths/~1a/get/parameters/0)"
        ),
        Odd(
            "a deep object in the query",
            "paths: {/a: {get: {\(ok), parameters: [{name: filter, in: query, style: deepObject, schema: {type: object}}]}}}",
            says: "the parameter 'filter' is an object, so it is not carried over"
        ),
        Odd(
            "a deep object in the query whose schema does not say so",
            "paths: {/a: {get: {\(ok), parameters: [{name: filter, in: query, style: deepObject, schema: {}}]}}}",
            says: "the parameter 'filter' is of the style 'deepObject', so it is not carried over"
        ),
        Odd(
            "a list of objects in the query",
            "paths: {/a: {get: {\(ok), parameters: [{name: sort, in: query, schema: {type: array, items: {type: object}}}]}}}",
            says: "the parameter 'sort' is a list of objects, so it is not carried over"
        ),
        Odd(
            "a form with lists joined by commas",
            form(
                "{type: object, properties: {tags: {type: array, items: {type: string}}, ids: {type: array, items: {type: integer}}}}",
                encoding: "{ids: {explode: false}}"
            ),
            action: #""styles": {"ids": "comma"}"#
        ),
        Odd(
            "a form with lists joined by bars",
            form(
                "{type: object, properties: {ids: {type: array, items: {type: integer}}}}",
                encoding: "{ids: {style: pipeDelimited, explode: false}}"
            ),
            says: "the style 'pipeDelimited' of 'ids' is not carried over: its elements are repeated"
        ),
        Odd(
            "a form with an object in it",
            form(
                "{type: object, required: [name, place], properties: {name: {type: string}, place: {type: object, "
                    + "properties: {street: {type: string}}}}}"
            ),
            says:
                "'place' is an object or a list of them, which no form of a contract carries, so it is no argument of 'post-a'",
            action:
                #""body": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}"#
        ),
        Odd(
            "an id that is readOnly and required, and in the example of a closed body",
            "paths: {/a: {post: {\(ok), requestBody: {required: true, content: {application/json: {schema: "
                + "{type: object, required: [id, text], additionalProperties: false, properties: "
                + "{id: {type: string, readOnly: true}, text: {type: string}}}, example: {id: a1, text: hello}}}}}}}",
            action: #""request": {"text": "hello"}"#
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
        if let part = odd.action {
            let file = try #require(conversion.files.first { $0.path.hasPrefix("actions/") })
            #expect(file.text.contains(part), "\(file.text)")
        }
        let contract = try ContractFolder.load(
            conversion.files.map { ($0.path, Array($0.text.utf8)) },
            in: "Contracts"
        )
        #expect(contract.actions.count == conversion.actionCount)
    }
}
