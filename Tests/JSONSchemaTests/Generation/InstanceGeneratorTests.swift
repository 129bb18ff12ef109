import JSON
import JSONSchema
import Testing

@Suite("An instance generator")
struct InstanceGeneratorTests {
    private static func generator(_ schema: String, and others: [String] = []) throws -> InstanceGenerator {
        let registry = SchemaRegistry()
        let schemas = try (others + [schema]).enumerated().map { number, text in
            try registry.compile(JSONValue(parsing: text), at: "urn:test:\(number)", options: checking)
        }
        return InstanceGenerator(schemas[others.count], and: Array(schemas.dropLast()), in: registry)
    }

    private static let checking = SchemaOptions(formatAssertion: true)

    private static func instances(_ count: Int, of schema: String) throws -> [JSONValue] {
        let generator = try generator(schema)
        var random = SeededRandom(seed: 3)
        return (0..<count).compactMap { _ in generator.valid(using: &random) }
    }

    @Test(
        "finds valid instances of every keyword",
        arguments: [
            #"{"type": "integer", "minimum": -3, "exclusiveMaximum": 4}"#,
            #"{"type": "number", "multipleOf": 0.01, "minimum": 0, "maximum": 1000000000000}"#,
            #"{"multipleOf": 1e-8, "type": "number", "exclusiveMinimum": 0, "maximum": 1e-6}"#,
            #"{"type": "string", "minLength": 5, "maxLength": 6}"#,
            #"{"type": "string", "pattern": "^(a|bc){2,3}[^\\p{L}]\\1?$"}"#,
            #"{"allOf": [{"pattern": "@"}, {"pattern": "^[^x]*$"}], "type": "string", "maxLength": 9}"#,
            #"{"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": true, "minItems": 3}"#,
            #"{"prefixItems": [true, {"type": "null"}], "items": false, "minItems": 2, "type": "array"}"#,
            #"{"type": "array", "contains": {"const": 5}, "minContains": 2, "maxContains": 3}"#,
            #"{"type": "object", "minProperties": 3, "propertyNames": {"pattern": "^[a-c]{1,2}$"}}"#,
            #"{"type": "object", "patternProperties": {"^x-": {"type": "null"}}, "additionalProperties": false, "minProperties": 2}"#,
            #"{"oneOf": [{"multipleOf": 3}, {"multipleOf": 5}], "type": "integer", "minimum": 1}"#,
            #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}, "type": "object"}"#,
            #"{"not": {"anyOf": [{"type": "string"}, {"minimum": 3}]}, "type": ["string", "number"]}"#,
            #"{"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"b": {"properties": {"a": {"const": 1}}}}, "required": ["a"]}"#,
            ##"{"type": "object", "properties": {"next": {"$ref": "#"}, "value": {"type": "integer"}}, "required": ["value"]}"##,
            #"{"properties": {"a": true}, "unevaluatedProperties": false, "minProperties": 1, "type": "object"}"#,
        ]
    )
    func valid(_ schema: String) throws {
        let found = try Self.instances(50, of: schema)
        #expect(found.count == 50)
        #expect(Set(found).count > 1)
    }

    @Test(
        "finds texts of every format",
        arguments: [
            "date", "time", "date-time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4",
            "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer",
            "relative-json-pointer", "regex",
        ]
    )
    func formats(_ format: String) throws {
        let schema = #"{"type": "string", "format": "\#(format)"}"#
        #expect(Set(try Self.instances(30, of: schema)).count > 1)
        #expect(try Self.generator(schema).broken.contains { $0.keyword == "format" })
    }

    @Test("makes texts of every plane, and none of letters that a schema forbids")
    func planes() throws {
        let any = try Self.instances(300, of: #"{"type": "string", "minLength": 1}"#).compactMap(
            \.stringValue
        )
        let planes = Set(any.flatMap { $0.unicodeScalars.map { $0.value >> 16 } })
        #expect(planes.isSuperset(of: [0, 1, 2, 15, 16]))
        let some = try Self.instances(
            100,
            of: #"{"type": "string", "pattern": "^[^\\u0000-\\u00ff]{0,20}$"}"#
        )
        #expect(
            some.compactMap(\.stringValue).allSatisfy { $0.unicodeScalars.allSatisfy { $0.value > 0xFF } }
        )
    }

    @Test("makes the same instances of the same seed")
    func sameSeed() throws {
        let schema = #"{"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "string"}}}"#
        let texts = try (0..<2).map { _ in try Self.instances(40, of: schema).map(\.compactText) }
        #expect(texts[0] == texts[1])
    }

    @Test("finds nothing where there is nothing, and soon says so")
    func impossible() throws {
        for schema in [#"{"type": "string", "minLength": 3, "maxLength": 2}"#, "false", #"{"not": true}"#] {
            #expect(try Self.instances(1, of: schema).isEmpty)
        }
    }

    @Test("reaches every edge, one at a time")
    func edges() throws {
        let edges = try Self.generator(
            #"""
            {"type": "object", "required": ["text"], "properties": {
                "text": {"type": "string", "minLength": 2, "maxLength": 50},
                "state": {"enum": ["open", "closed"]},
                "amount": {"type": ["number", "null"], "minimum": 0, "maximum": 10, "multipleOf": 0.01}}}
            """#
        ).edges
        let texts = edges.compactMap { $0.value["text"]?.stringValue }
        #expect(Set(texts.map(\.unicodeScalars.count)).isSuperset(of: [2, 3, 49, 50]))
        #expect(
            texts.contains {
                $0.unicodeScalars.count == 50 && $0.unicodeScalars.allSatisfy { $0.value > 0xFFFF }
            }
        )
        let states = edges.map { $0.value["state"]?.stringValue }
        #expect(Set(states) == ["open", "closed", nil])
        let amounts = Set(edges.compactMap { $0.value["amount"] })
        #expect(amounts.isSuperset(of: [0, 10, .null, .number(try #require(JSONNumber("9.99")))]))
        #expect(edges.first?.value.objectValue?.names == ["text"])
        #expect(edges.contains { $0.value.objectValue?.count == 3 })
        #expect(Set(edges.map(\.name)).count == edges.count)
    }

    @Test("breaks each keyword, and only that one")
    func broken() throws {
        let generator = try Self.generator(
            #"""
            {"type": "object", "required": ["id", "kind"], "additionalProperties": false, "properties": {
                "id": {"$ref": "#/$defs/id"},
                "kind": {"enum": ["a", "b"]},
                "list": {"type": "array", "items": {"type": "integer", "multipleOf": 2}, "maxItems": 3},
                "size": {"anyOf": [{"const": 1}, {"type": "string"}]}},
             "if": {"properties": {"kind": {"const": "a"}}}, "then": {"required": ["size"]},
             "$defs": {"id": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-z]*$"}}}
            """#
        )
        let broken = generator.broken
        #expect(
            Set(broken.map(\.keyword)) == [
                "type", "required", "additionalProperties", "enum", "multipleOf", "maxItems", "anyOf",
                "minLength",
                "maxLength", "pattern",
            ]
        )
        for instance in broken {
            let errors = generator.schema.errors(in: instance.value)
            let place = instance.keywordLocation
            #expect(
                errors.contains {
                    $0.keywordLocation == place && $0.instanceLocation == instance.instanceLocation
                }
            )
            let unrelated = errors.filter {
                !$0.keywordLocation.tokens.starts(with: place.tokens)
                    && !place.tokens.starts(with: $0.keywordLocation.tokens)
            }
            #expect(unrelated.isEmpty, "\(instance.name)")
        }
        let required = broken.filter { $0.keywordLocation.description == "/required" }
        #expect(required.count == 2)
        #expect(broken.contains { $0.keywordLocation.description == "/then/required" })
    }

    @Test("satisfies the other schemas, too")
    func others() throws {
        let generator = try Self.generator(
            #"{"type": "string"}"#,
            and: [#"{"maxLength": 4}"#, #"{"pattern": "@"}"#]
        )
        var random = SeededRandom(seed: 1)
        for _ in 0..<30 {
            let text = generator.valid(using: &random)?.stringValue ?? ""
            #expect(text.contains("@") && text.unicodeScalars.count <= 4)
        }
        #expect(generator.edges.allSatisfy { $0.value.stringValue?.contains("@") ?? false })
        #expect(generator.edges.contains { $0.value.stringValue?.unicodeScalars.count == 4 })
    }
}
