import JSON
import JSONSchema
import Testing

@Suite("A schema registry")
struct SchemaRegistryTests {
    private func contracts() throws -> SchemaRegistry {
        var registry = SchemaRegistry()
        try registry.add(
            [
                "$defs": [
                    "identifier": ["type": "string", "minLength": 1],
                    "time": ["$anchor": "time", "minimum": 0],
                ]
            ],
            at: "contract:///records/common.json"
        )
        try registry.add(
            [
                "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                "properties": [
                    "id": ["$ref": "common.json#/$defs/identifier"], "sent": ["$ref": "common.json#time"],
                ],
            ],
            at: "contract:///records/message.json"
        )
        try registry.add(
            [
                "$schema": "../../meta/action.schema.json", "action": "chat/send",
                "request": ["body": ["properties": ["message": ["$ref": "../../records/message.json"]]]],
            ],
            at: "contract:///actions/chat/send.json"
        )
        return registry
    }

    @Test("compiles a part of a document that is no schema, with references relative to the document")
    func fragment() throws {
        let schema = try contracts().compile("contract:///actions/chat/send.json#/request/body")
        #expect(schema.location == "contract:///actions/chat/send.json#/request/body")
        #expect(schema.isValid(["message": ["id": "a", "sent": 1]]))
        let errors = schema.validate(["message": ["id": "", "sent": -1]]).errors
        #expect(errors.map(\.instanceLocation.description) == ["/message/id", "/message/sent"])
        #expect(
            errors.map(\.absoluteKeywordLocation) == [
                "contract:///records/common.json#/$defs/identifier/minLength",
                "contract:///records/common.json#/$defs/time/minimum",
            ]
        )
        #expect(
            errors[0].keywordLocation.description == "/properties/message/$ref/properties/id/$ref/minLength"
        )
    }

    @Test("keeps the schema as it was written")
    func source() throws {
        let schema = try contracts().compile("contract:///records/common.json#/$defs/time")
        #expect(schema.source == ["$anchor": "time", "minimum": 0])
    }

    @Test("lists what can be referred to, the meta schemas among it")
    func known() throws {
        let known = try contracts().knownURIs
        #expect(known.contains("contract:///records/message.json"))
        let meta = known.filter { $0.hasPrefix("https://json-schema.org/draft/2020-12/") }
        #expect(meta.count == 9)
    }

    @Test("holds meta schemas that accept themselves and refuse what is malformed")
    func metaSchemas() throws {
        let registry = SchemaRegistry()
        let meta = try registry.compile("https://json-schema.org/draft/2020-12/schema")
        for uri in registry.knownURIs {
            let schema = try registry.compile(uri)
            #expect(meta.validate(schema.source).errors.isEmpty, "\(uri)")
        }
        #expect(!meta.isValid(["properties": ["a": ["items": ["minLength": -1]]]]))
    }

    @Test("finds a document by its own identifier and by the address it was added at")
    func identifiers() throws {
        var registry = SchemaRegistry()
        try registry.add(["$id": "https://example.com/own", "type": "null"], at: "contract:///a.json")
        for reference in ["https://example.com/own", "contract:///a.json"] {
            let schema = try registry.compile(["$ref": .string(reference)])
            #expect(schema.isValid(nil))
            #expect(!schema.isValid(1))
        }
    }

    @Test("gives a schema that is compiled on its own the place of one of the same address")
    func replacing() throws {
        let registry = try contracts()
        let schema = try registry.compile(["const": 1], at: "contract:///records/message.json")
        #expect(schema.isValid(1))
        #expect(try !registry.compile("contract:///records/message.json").isValid(1))
    }

    @Test("tells names apart by their bytes")
    func bytes() throws {
        let composed = "caf\u{E9}"
        let decomposed = "cafe\u{301}"
        let schema = try SchemaRegistry().compile([
            "properties": [.init(composed): ["type": "null"]], "additionalProperties": ["type": "number"],
        ])
        #expect(schema.isValid(.object(JSONObject([JSONMember(name: decomposed, value: 1)]))))
        #expect(!schema.isValid(.object(JSONObject([JSONMember(name: composed, value: 1)]))))
        let required = try SchemaRegistry().compile(["required": [.string(composed)]])
        #expect(!required.isValid(.object(JSONObject([JSONMember(name: decomposed, value: 1)]))))
        let constant = try SchemaRegistry().compile(["enum": [.string(composed)]])
        #expect(!constant.isValid(.string(decomposed)))
    }
}
