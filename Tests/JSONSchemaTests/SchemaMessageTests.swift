import JSON
import JSONSchema
import Testing

@Suite("A message of the schema validator")
struct SchemaMessageTests {
    /// A schema, an instance that breaks it, and what is said: one line an error, with its place.
    struct Example: CustomTestStringConvertible {
        let schema: String
        let instance: String
        let lines: [String]

        init(_ schema: String, _ instance: String, _ lines: String...) {
            self.schema = schema
            self.instance = instance
            self.lines = lines
        }

        var testDescription: String { "\(schema) on \(instance)" }
    }

    static let values = [
        Example(#"{"type":"string"}"#, "1", "the whole value must be a string, but is a number"),
        Example(
            #"{"type":["string","null"]}"#,
            "true",
            "the whole value must be a string or null, but is a boolean"
        ),
        Example(#"{"type":"integer"}"#, "1.5", "the whole value must be an integer, but is 1.5"),
        Example(#"{"const":{"a":1}}"#, "{}", "the whole value must be an object of 1 member, but is {}"),
        Example(
            #"{"enum":["open","closed"]}"#,
            #""opened""#,
            #"the whole value must be one of "open", "closed", but is "opened""#
        ),
        Example(#"{"minimum":1}"#, "0", "the whole value must be at least 1, but is 0"),
        Example(
            #"{"maximum":0.3}"#,
            "0.30000000000000000001",
            "the whole value must be at most 0.3, but is 0.30000000000000000001"
        ),
        Example(#"{"exclusiveMinimum":1}"#, "1.0", "the whole value must be greater than 1, but is 1.0"),
        Example(#"{"exclusiveMaximum":1}"#, "1e0", "the whole value must be less than 1, but is 1e0"),
        Example(#"{"multipleOf":0.1}"#, "0.35", "the whole value must be a multiple of 0.1, but is 0.35"),
        Example(
            #"{"minLength":1}"#,
            #""""#,
            "the whole value must be at least 1 character long, but is empty"
        ),
        Example(
            #"{"maxLength":2}"#,
            #""🙂🙂🙂""#,
            "the whole value must be at most 2 characters long, but is 3"
        ),
        Example(
            #"{"pattern":"^[a-z]+$"}"#,
            #""A1""#,
            #"the whole value must match the pattern ^[a-z]+$, but is "A1""#
        ),
        Example(#"{"minItems":2}"#, "[1]", "the whole value must have at least 2 items, but has 1"),
        Example(#"{"maxItems":1}"#, "[1,2]", "the whole value must have at most 1 item, but has 2"),
        Example(
            #"{"uniqueItems":true}"#,
            "[1,2,1.0]",
            "the whole value must have no two equal items, but those at 0 and 2 are equal"
        ),
        Example(#"{"minProperties":1}"#, "{}", "the whole value must have at least 1 member, but has 0"),
        Example(
            #"{"maxProperties":0}"#,
            #"{"a":1}"#,
            "the whole value must have at most 0 members, but has 1"
        ),
        Example("false", "1", "the whole value must not be present"),
    ]

    static let parts = [
        Example(
            #"{"required":["a","b","c"]}"#,
            #"{"b":1}"#,
            #"the whole value must have the members "a", "c", but they are missing"#
        ),
        Example(
            #"{"dependentRequired":{"a":["b"]}}"#,
            #"{"a":1}"#,
            #"the whole value must have the member "b" because it has "a", but it is missing"#
        ),
        Example(
            #"{"properties":{"a":{"items":{"type":"string"}}}}"#,
            #"{"a":["x",1,null]}"#,
            "/a/1 must be a string, but is a number",
            "/a/2 must be a string, but is null"
        ),
        Example(
            #"{"properties":{"a":true,"b":true},"additionalProperties":false}"#,
            #"{"a":1,"c":2}"#,
            #"/c must not be present: the only members are "a", "b""#
        ),
        Example(
            #"{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}"#,
            #"{"a":1,"c":2}"#,
            "/c must not be present: no schema speaks of this member"
        ),
        Example(
            #"{"prefixItems":[true],"items":false}"#,
            "[1,2]",
            "/1 must not be present: at most 1 item may be"
        ),
        Example(
            #"{"propertyNames":{"maxLength":3}}"#,
            #"{"long-name":1}"#,
            "/long-name has a name that must be at most 3 characters long, but is 9"
        ),
        Example(
            #"{"contains":{"type":"string"}}"#,
            "[1,2]",
            "the whole value must contain at least 1 matching item, but 0 of 2 match"
        ),
        Example(
            #"{"contains":{"type":"string"},"maxContains":1}"#,
            #"["a","b"]"#,
            "the whole value must contain at most 1 matching item, but 2 of 2 match"
        ),
        Example(
            #"{"anyOf":[{"type":"string"},{"minimum":2}]}"#,
            "1",
            "the whole value must match at least one of 2 schemas, but matches none",
            "the whole value must be a string, but is a number",
            "the whole value must be at least 2, but is 1"
        ),
        Example(
            #"{"oneOf":[{"type":"number"},{"minimum":2}]}"#,
            "3",
            "the whole value must match exactly one of 2 schemas, but matches those at 0 and 1"
        ),
        Example(
            #"{"not":{"type":"number"}}"#,
            "3",
            #"the whole value must not match the schema in "not", but is 3"#
        ),
        Example(
            #"{"if":{"type":"number"},"then":{"minimum":5},"else":false}"#,
            "3",
            "the whole value must be at least 5, but is 3"
        ),
        Example(
            #"{"dependentSchemas":{"a":false}}"#,
            #"{"a":1}"#,
            #"the whole value must not have the member "a", but has it"#
        ),
    ]

    @Test("says what was expected and what was seen", arguments: values)
    func value(example: Example) throws {
        try check(example)
    }

    @Test("stands at the part that is wrong", arguments: parts)
    func part(example: Example) throws {
        try check(example)
    }

    @Test("stays short however large the value is")
    func short() throws {
        let schema = try SchemaRegistry().compile(["const": 1])
        let text = String(repeating: "x", count: 100_000)
        for instance in [JSONValue.string(text), .array(Array(repeating: .string(text), count: 50))] {
            let error = try #require(schema.validate(instance).errors.first)
            #expect(error.message.utf8.count < 120)
        }
    }

    @Test("is about a format only where formats are checked")
    func format() throws {
        let schema: JSONValue = ["format": "ipv4"]
        #expect(try SchemaRegistry().compile(schema).isValid("localhost"))
        let checked = try SchemaRegistry().compile(schema, options: SchemaOptions(formatAssertion: true))
        #expect(
            checked.validate("localhost").errors.map(\.message) == [
                #"must be of the format ipv4, but is "localhost""#
            ]
        )
    }

    private func check(_ example: Example) throws {
        let schema = try SchemaRegistry().compile(try JSONValue(parsing: example.schema))
        let instance = try JSONValue(parsing: example.instance)
        #expect(schema.validate(instance).errors.map(\.description) == example.lines)
        #expect(!schema.isValid(instance))
    }
}
