import JSON
import JSONSchema
import Testing

@Suite("The output of a schema")
struct SchemaOutputTests {
    @Test("gives the place in the file of what is wrong")
    func positions() throws {
        let text = """
            {
              "name": "x",
              "extra": 1,
              "tags": [1, "b"]
            }
            """
        let document = try JSONDocument([UInt8](text.utf8))
        let schema = try SchemaRegistry().compile([
            "required": ["age"],
            "properties": ["name": ["minLength": 2], "tags": ["items": ["type": "string"]]],
            "additionalProperties": false,
        ])
        let lines = schema.validate(document.value).errors.map { $0.diagnostic(in: document, file: "a.json") }
        #expect(
            lines == [
                #"a.json:1:1: error: the whole value must have the member "age", but it is missing"#,
                "a.json:2:11: error: /name must be at least 2 characters long, but is 1",
                "a.json:4:12: error: /tags/0 must be a string, but is a number",
                #"a.json:3:3: error: /extra must not be present: the only members are "name", "tags""#,
            ]
        )
    }

    @Test("shows a member by its name where the name is what is wrong")
    func names() throws {
        let document = try JSONDocument([UInt8](#"{"a": {"BAD": 1}}"#.utf8))
        let schema = try SchemaRegistry().compile([
            "properties": ["a": ["propertyNames": ["pattern": "^[a-z]+$"]]]
        ])
        let error = try #require(schema.validate(document.value).errors.first)
        #expect(error.position(in: document)?.description == "1:8")
    }

    @Test("carries keywords of one's own as annotations of the values that they stand at")
    func annotations() throws {
        let schema = try SchemaRegistry().compile([
            "properties": [
                "id": ["understudy": ["identity": "server"]],
                "list": ["items": ["$ref": "#/$defs/time"]],
            ],
            "$defs": ["time": ["understudy": ["time": true]]],
        ])
        let found = schema.validate(["id": "a", "list": [1, 2]]).annotations(of: "understudy")
        #expect(found.map(\.instanceLocation.description) == ["/id", "/list/0", "/list/1"])
        #expect(found.map(\.annotation) == [["identity": "server"], ["time": true], ["time": true]])
        #expect(found.last?.keywordLocation.description == "/properties/list/items/$ref/understudy")
    }

    @Test("carries no other annotations than those of the keywords that are asked for")
    func chosenAnnotations() throws {
        let schema: JSONValue = ["title": "A", "understudy": ["time": true], "contentEncoding": "base64"]
        let options = SchemaOptions(annotationKeywords: ["understudy"])
        let output = try SchemaRegistry().compile(schema, options: options).validate("x")
        #expect(output.annotations.map(\.keyword) == ["understudy"])
        let all = try SchemaRegistry().compile(schema).validate("x")
        #expect(Set(all.annotations.map(\.keyword)) == ["title", "understudy", "contentEncoding"])
    }

    @Test("forgets what a failing branch says, and everything when the instance is invalid")
    func dropped() throws {
        let schema = try SchemaRegistry().compile([
            "title": "whole", "type": "number",
            "anyOf": [["title": "small", "maximum": 1], ["title": "large", "minimum": 10]],
        ])
        #expect(schema.validate(20).annotations(of: "title").map(\.annotation) == ["large", "whole"])
        #expect(schema.validate(5).annotations.isEmpty)
    }

    @Test("tells which members and items each applicator looked at, where that is asked for")
    func applicators() throws {
        let source: JSONValue = [
            "properties": ["a": true, "list": ["prefixItems": [true], "items": true]],
            "patternProperties": ["^b": true], "additionalProperties": true,
        ]
        let instance: JSONValue = ["a": 1, "b1": 2, "c": 3, "list": [1, 2]]
        let options = SchemaOptions(applicatorAnnotations: true)
        let output = try SchemaRegistry().compile(source, options: options).validate(instance)
        #expect(output.annotations(of: "properties").map(\.annotation) == [["a", "list"]])
        #expect(output.annotations(of: "patternProperties").map(\.annotation) == [["b1"]])
        #expect(output.annotations(of: "additionalProperties").map(\.annotation) == [["c"]])
        #expect(output.annotations(of: "prefixItems").map(\.annotation) == [0])
        #expect(output.annotations(of: "items").map(\.annotation) == [true])
        #expect(try SchemaRegistry().compile(source).validate(instance).annotations.isEmpty)
    }

    @Test("lists errors without annotations, and none for a valid instance")
    func errors() throws {
        let schema = try SchemaRegistry().compile(["title": "a", "items": ["type": "null"]])
        #expect(schema.errors(in: [nil]).isEmpty)
        #expect(schema.errors(in: [1]) == schema.validate([1]).errors)
    }

    @Test("lists a thousand errors and no more, the one that the others explain first")
    func manyErrors() throws {
        let schema = try SchemaRegistry().compile([
            "properties": ["a": ["anyOf": [["items": ["type": "null"]]]]]
        ])
        let errors = schema.validate(["a": .array(Array(repeating: 1, count: 5_000))]).errors
        #expect(errors.count == 1_000)
        #expect(errors.first?.keyword == "anyOf")
    }

    @Test("has the forms of the specification")
    func forms() throws {
        let schema = try SchemaRegistry().compile(
            ["type": "null", "title": "Nothing"],
            at: "contract:///a.json"
        )
        #expect(schema.validate(1).flag == ["valid": false])
        #expect(
            schema.validate(1).basic == [
                "valid": false, "keywordLocation": "", "instanceLocation": "",
                "errors": [
                    [
                        "valid": false, "keywordLocation": "/type", "instanceLocation": "",
                        "absoluteKeywordLocation": "contract:///a.json#/type",
                        "error": "must be null, but is a number",
                    ]
                ],
            ]
        )
        #expect(
            schema.validate(nil).basic["annotations"] == [
                [
                    "valid": true, "keywordLocation": "/title", "instanceLocation": "",
                    "absoluteKeywordLocation": "contract:///a.json#/title", "annotation": "Nothing",
                ]
            ]
        )
    }

    @Test("sees unevaluated members beyond the first 64 as well", arguments: [3, 64, 65, 200])
    func manyMembers(count: Int) throws {
        let schema = try SchemaRegistry().compile([
            "anyOf": [["patternProperties": ["^x": true]], ["required": ["never"]]],
            "unevaluatedProperties": ["type": "number"],
        ])
        var members = (0..<count).map { JSONMember(name: "x\($0)", value: nil) }
        #expect(schema.isValid(.object(JSONObject(members))))
        members.append(JSONMember(name: "last", value: nil))
        #expect(!schema.isValid(.object(JSONObject(members))))
        #expect(
            schema.validate(.object(JSONObject(members))).errors.map(\.instanceLocation.description) == [
                "/last"
            ]
        )
    }
}
