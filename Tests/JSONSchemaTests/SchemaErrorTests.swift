import JSON
import JSONSchema
import Testing

@Suite("A faulty schema")
struct SchemaErrorTests {
    @Test(
        "is refused with the place of the keyword whose value is malformed",
        arguments: [
            (#"{"type":"strnig"}"#, "#/type"),
            (#"{"type":[]}"#, "#/type"),
            (#"{"type":["string","string"]}"#, "#/type"),
            (#"{"properties":{"a":{"minimum":"1"}}}"#, "#/properties/a/minimum"),
            (#"{"$defs":{"unused":{"maxLength":-1}}}"#, "#/$defs/unused/maxLength"),
            (#"{"minItems":1.5}"#, "#/minItems"),
            (#"{"multipleOf":0}"#, "#/multipleOf"),
            (#"{"required":"a"}"#, "#/required"),
            (#"{"required":["a","a"]}"#, "#/required"),
            (#"{"dependentRequired":{"a":[1]}}"#, "#/dependentRequired"),
            (#"{"enum":1}"#, "#/enum"),
            (#"{"allOf":[]}"#, "#/allOf"),
            (#"{"properties":[]}"#, "#/properties"),
            (#"{"then":{"minContains":null}}"#, "#/then/minContains"),
            (#"{"uniqueItems":1}"#, "#/uniqueItems"),
            (#"{"$ref":1}"#, "#/$ref"),
            (#"{"$anchor":"1a"}"#, "#/$anchor"),
            (#"{"format":1}"#, "#/format"),
            (#"{"title":1}"#, "#/title"),
            (#"{"readOnly":"yes"}"#, "#/readOnly"),
        ]
    )
    func malformed(schema: String, fragment: String) throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaRegistry().compile(try JSONValue(parsing: schema), at: "contract:///a.json")
        }
        #expect(error.location == "contract:///a.json" + fragment)
        guard case .invalidKeyword = error.kind else {
            Issue.record("\(error)")
            return
        }
    }

    @Test("says what the value must be and what it is")
    func wording() throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaRegistry().compile(["minLength": "1"], at: "contract:///a.json")
        }
        let expected =
            "contract:///a.json#/minLength: error: the value of 'minLength' must be an integer of at least 0, "
        #expect(error.description == expected + #"but is "1"; correct it"#)
    }

    @Test("is refused where a schema is neither object nor boolean")
    func notASchema() throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaRegistry().compile(["items": 1], at: "contract:///a.json")
        }
        #expect(error == SchemaError(.notASchema(found: "1"), at: "contract:///a.json#/items"))
    }

    @Test("is refused where a pattern is no regular expression", arguments: ["pattern", "patternProperties"])
    func pattern(keyword: String) throws {
        let schema: JSONValue = keyword == "pattern" ? ["pattern": "("] : ["patternProperties": ["(": true]]
        let error = try #require(throws: SchemaError.self) { try SchemaRegistry().compile(schema) }
        #expect(error.location.hasPrefix("urn:understudy:schema#/\(keyword)"))
        #expect(
            error.problem == "the pattern '(' is not a regular expression of ECMA-262 from character 1 on"
        )
        #expect(error.remedy.hasPrefix("the group is not closed"))
    }

    @Test("names the reference that leads nowhere, and the documents that are there")
    func unresolvable() throws {
        var registry = SchemaRegistry()
        try registry.add(["$defs": [:]], at: "contract:///records/common.json")
        for reference in ["common.json#/$defs/time", "common.json#time", "https://example.com/other.json"] {
            let error = try #require(throws: SchemaError.self) {
                try registry.compile(
                    ["items": ["$ref": .string(reference)]],
                    at: "contract:///records/a.json"
                )
            }
            #expect(error.location == "contract:///records/a.json#/items/$ref")
            guard case .unresolvableReference(let target, let known) = error.kind else {
                Issue.record("\(error)")
                continue
            }
            #expect(target.hasSuffix(reference))
            #expect(known.contains("contract:///records/common.json"))
        }
    }

    @Test(
        "is refused where it applies itself without end",
        arguments: [
            ##"{"$ref":"#"}"##,
            ##"{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"anyOf":[{"$ref":"#/$defs/a"}]}}}"##,
            ##"{"not":{"$ref":"#"}}"##,
            ##"{"if":true,"then":{"$ref":"#"}}"##,
            ##"{"dependentSchemas":{"a":{"$ref":"#"}}}"##,
            ##"{"$dynamicRef":"#a","$dynamicAnchor":"a"}"##,
        ]
    )
    func loop(schema: String) throws {
        let error = try #require(throws: SchemaError.self) {
            try SchemaRegistry().compile(try JSONValue(parsing: schema))
        }
        guard case .referenceLoop(let through) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(through.first == through.last)
        #expect(error.description.contains(" -> "))
    }

    @Test("is refused where identifiers clash")
    func duplicates() throws {
        #expect(throws: SchemaError.self) {
            try SchemaRegistry().compile(["$defs": ["a": ["$anchor": "x"], "b": ["$anchor": "x"]]])
        }
        #expect(throws: SchemaError.self) {
            try SchemaRegistry().compile(["$defs": ["a": ["$id": "x"], "b": ["$id": "x", "type": "null"]]])
        }
        var registry = SchemaRegistry()
        try registry.add(true, at: "contract:///a.json")
        try registry.add(true, at: "contract:///a.json")
        #expect(throws: SchemaError.self) { try registry.add(false, at: "contract:///a.json") }
    }

    @Test("is refused where its meta schema is unknown or asks for what we do not have")
    func dialects() throws {
        let unknown = try #require(throws: SchemaError.self) {
            try SchemaRegistry().compile(["$schema": "https://example.com/meta"])
        }
        #expect(
            unknown.description.contains("'https://example.com/meta' is unknown; register it or use one of")
        )
        var registry = SchemaRegistry()
        try registry.add(["$vocabulary": ["https://example.com/units": true]], at: "https://example.com/meta")
        let error = try #require(throws: SchemaError.self) {
            try registry.compile(["$schema": "https://example.com/meta"])
        }
        #expect(error.kind == .unknownVocabulary("https://example.com/units"))
    }
}
