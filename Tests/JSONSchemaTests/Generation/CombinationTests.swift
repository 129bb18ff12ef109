import JSON
import JSONSchema
import Testing

@Suite("Instances of combined schemas")
struct CombinationTests {
    /// Schemas of which every one has valid instances.
    static let schemas: [String] = [
        // allOf
        #"{"allOf": [{"pattern": "^[A-Z]"}, {"pattern": "[0-9]$"}], "type": "string"}"#,
        #"{"allOf": [{"pattern": "^[A-Z]{3}"}, {"pattern": "-[0-9]{4}$"}, {"maxLength": 8}], "type": "string"}"#,
        #"{"type": "string", "pattern": "^[a-z]+$", "allOf": [{"pattern": "^.{5}$"}, {"pattern": "q"}]}"#,
        #"{"type": "string", "allOf": [{"pattern": "^[A-Z0-9]+$"}, {"pattern": "[A-Z]"}, {"pattern": "[0-9]"}, {"minLength": 8}]}"#,
        #"{"type": "string", "allOf": [{"pattern": "^(a|b)*$"}, {"pattern": "^(b|c)+$"}]}"#,
        #"{"type": "string", "allOf": [{"pattern": "^\\d+$"}, {"pattern": "^1"}, {"pattern": "9$"}, {"minLength": 4, "maxLength": 4}]}"#,
        #"{"type": "string", "allOf": [{"pattern": "^(foo|bar)"}, {"pattern": "(bar|baz)$"}, {"maxLength": 3}]}"#,
        #"{"type": "string", "allOf": [{"pattern": "^x"}, {"format": "email"}]}"#,
        #"{"type": "string", "format": "date", "pattern": "^2024-"}"#,
        #"{"type": "string", "format": "uuid", "pattern": "^[0-9a-f]{8}-0000"}"#,
        #"{"allOf": [{"type": ["string", "number"]}, {"type": ["number", "null"]}, {"minimum": 7}]}"#,
        #"{"allOf": [{"enum": [1, 2, 3]}, {"enum": [3, 4]}]}"#,
        #"{"allOf": [{"enum": ["a", "bb", "ccc"]}, {"minLength": 3}]}"#,
        #"{"allOf": [{"minimum": 3}, {"maximum": 4}, {"multipleOf": 0.5}, {"not": {"multipleOf": 1}}]}"#,
        #"{"allOf": [{"multipleOf": 6}, {"multipleOf": 10}, {"exclusiveMinimum": 0}, {"maximum": 30}]}"#,
        #"{"allOf": [{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}, {"required": ["price"], "properties": {"price": {"type": "number"}, "id": {"minLength": 3}}}]}"#,
        #"{"allOf": [{"properties": {"a": {"enum": [1, 2]}}}, {"properties": {"a": {"enum": [2, 3]}}}], "required": ["a"], "type": "object"}"#,
        #"{"type": "array", "allOf": [{"items": {"type": "integer"}}, {"items": {"minimum": 5}}, {"minItems": 2}, {"uniqueItems": true}]}"#,
        #"{"allOf": [{"oneOf": [{"const": 1}, {"const": 2}]}, {"oneOf": [{"const": 2}, {"const": 3}]}]}"#,
        #"{"allOf": [{"anyOf": [{"const": 1}, {"const": 2}, {"const": 3}, {"const": 4}, {"const": 5}, {"const": 6}]}, {"anyOf": [{"const": 6}, {"const": 7}, {"const": 8}, {"const": 9}, {"const": 10}, {"const": 11}]}]}"#,
        #"{"allOf": [{"enum": [{"k": 1, "v": "x"}, {"k": 2}]}, {"properties": {"k": {"minimum": 2}}}]}"#,
        #"{"enum": [[1], [1, "a"], ["a", "b"]], "items": {"type": "string"}}"#,
        // if, then, else
        #"{"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["card", "cash"]}}, "if": {"properties": {"kind": {"const": "card"}}}, "then": {"required": ["number"], "properties": {"number": {"type": "string", "pattern": "^[0-9]{16}$"}}}, "else": {"properties": {"number": false}}}"#,
        #"{"type": "integer", "if": {"minimum": 10}, "then": {"multipleOf": 7}, "else": {"maximum": -3}}"#,
        #"{"allOf": [{"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}}, {"if": {"required": ["b"]}, "then": {"required": ["c"]}}], "type": "object", "required": ["a"], "properties": {"a": {"const": 1}}}"#,
        #"{"type": "object", "allOf": [{"if": {"required": ["x"]}, "then": {"required": ["y"]}}, {"required": ["x"]}, {"properties": {"y": {"const": 3}}}]}"#,
        // not
        #"{"type": "string", "not": {"pattern": "^a"}, "pattern": "b$"}"#,
        #"{"type": "integer", "minimum": 1, "maximum": 3, "not": {"enum": [1, 3]}}"#,
        #"{"not": {"type": ["string", "number", "null", "boolean", "array"]}}"#,
        #"{"type": "object", "required": ["a"], "not": {"required": ["b"]}, "properties": {"a": {"not": {"type": "string"}}}}"#,
        #"{"type": "object", "not": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, "minProperties": 1}"#,
        #"{"type": "object", "not": {"properties": {"s": {"const": "x"}}}}"#,
        #"{"type": "string", "not": {"maxLength": 5}, "maxLength": 9}"#,
        // $ref beside siblings
        ##"{"$ref": "#/$defs/name", "maxLength": 3, "$defs": {"name": {"type": "string", "minLength": 3, "pattern": "^[a-z]+$"}}}"##,
        ##"{"$ref": "#/$defs/base", "required": ["b"], "properties": {"b": {"type": "boolean"}}, "unevaluatedProperties": false, "$defs": {"base": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}}}"##,
        ##"{"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "required": ["children"], "properties": {"children": {"type": "array", "items": {"$ref": "#/$defs/tree"}, "maxItems": 2}}}}}"##,
        // dependentRequired, dependentSchemas
        #"{"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}, "maxProperties": 3}"#,
        #"{"type": "object", "required": ["a"], "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"const": 7}}}}}"#,
        #"{"type": "object", "dependentRequired": {"a": ["b"]}, "properties": {"b": false}, "minProperties": 1, "propertyNames": {"enum": ["a", "b", "c"]}}"#,
        // contains
        #"{"type": "array", "contains": {"type": "integer", "minimum": 5}, "minContains": 2, "maxContains": 3, "items": {"type": "integer"}}"#,
        #"{"type": "array", "contains": {"const": "x"}, "minContains": 2, "maxContains": 2, "minItems": 5, "items": {"type": "string"}}"#,
        #"{"type": "array", "allOf": [{"contains": {"const": 1}}, {"contains": {"const": 2}}], "maxItems": 2}"#,
        #"{"type": "array", "allOf": [{"contains": {"type": "string"}}, {"contains": {"minLength": 3}}], "maxItems": 1}"#,
        #"{"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false, "contains": {"const": 4}}"#,
        #"{"type": "array", "contains": {"type": "string"}, "minContains": 0, "maxContains": 0, "minItems": 2}"#,
        #"{"type": "array", "uniqueItems": true, "minItems": 2, "items": {"type": "boolean"}}"#,
        #"{"type": "array", "uniqueItems": true, "minItems": 3, "items": {"enum": ["a", "b", "c"]}}"#,
        // unevaluated
        #"{"type": "object", "allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "integer"}}, "required": ["b"]}], "unevaluatedProperties": false, "minProperties": 2}"#,
        #"{"type": "object", "anyOf": [{"properties": {"a": {"const": 1}}, "required": ["a"]}, {"properties": {"b": {"const": 2}}, "required": ["b"]}], "unevaluatedProperties": false}"#,
        #"{"type": "object", "oneOf": [{"properties": {"t": {"const": "x"}, "x": {"type": "string"}}, "required": ["t", "x"]}, {"properties": {"t": {"const": "y"}, "y": {"type": "integer"}}, "required": ["t", "y"]}], "unevaluatedProperties": false}"#,
        #"{"type": "array", "prefixItems": [{"const": 1}], "allOf": [{"prefixItems": [true, {"const": 2}]}], "unevaluatedItems": false, "minItems": 2}"#,
        #"{"type": "object", "if": {"properties": {"k": {"const": 1}}, "required": ["k"]}, "then": {"properties": {"v": {"type": "string"}}, "required": ["v"]}, "unevaluatedProperties": false, "required": ["k"]}"#,
        // names
        #"{"type": "object", "propertyNames": {"pattern": "^x-[a-z]{2}$"}, "minProperties": 3}"#,
        #"{"type": "object", "propertyNames": {"enum": ["a", "b", "c"]}, "minProperties": 3, "additionalProperties": {"type": "integer"}}"#,
        #"{"type": "object", "patternProperties": {"^n_": {"type": "number"}, "^s_": {"type": "string"}}, "additionalProperties": false, "minProperties": 3}"#,
        #"{"type": "object", "allOf": [{"propertyNames": {"pattern": "^a"}}, {"propertyNames": {"pattern": "z$"}}], "minProperties": 2}"#,
        #"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false, "allOf": [{"required": ["a"]}, {"properties": {"a": {"minLength": 2}}}]}"#,
        #"{"type": "object", "allOf": [{"properties": {"a": true, "b": true}, "additionalProperties": false}, {"properties": {"b": true, "c": true}, "additionalProperties": false}], "minProperties": 1}"#,
        #"{"type": "object", "required": ["x-1"], "patternProperties": {"^x-": {"type": "integer", "minimum": 3}}, "properties": {"x-1": {"maximum": 4}}, "additionalProperties": false}"#,
        // oneOf
        #"{"oneOf": [{"type": "integer"}, {"minimum": 2}]}"#,
        #"{"type": "object", "required": ["a"], "oneOf": [{"required": ["b"]}, {"required": ["c"]}, {"required": ["d"]}], "minProperties": 3}"#,
        #"{"type": "string", "oneOf": [{"pattern": "^a"}, {"pattern": "b$"}, {"minLength": 3}]}"#,
        #"{"type": "integer", "oneOf": [{"multipleOf": 2}, {"multipleOf": 3}, {"multipleOf": 5}], "minimum": 30, "maximum": 40}"#,
    ]

    @Test("are found whatever the seed, and are valid")
    func found() throws {
        var missed: [String] = []
        for source in Self.schemas {
            let registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))
            let schema = try registry.compile(try JSONValue(parsing: Array(source.utf8)))
            let generator = InstanceGenerator(schema, in: registry)
            for seed in 1...5 {
                var random = SeededRandom(seed: UInt64(seed))
                guard let value = generator.valid(using: &random) else {
                    missed.append("\(seed): \(source)")
                    continue
                }
                #expect(schema.isValid(value))
            }
        }
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }
}
