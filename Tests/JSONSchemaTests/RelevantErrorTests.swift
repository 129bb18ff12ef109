import JSON
import JSONSchema
import Testing

@Suite("The relevant errors of a validation")
struct RelevantErrorTests {
    /// A choice between payments: which one is meant is told by `kind`.
    private static let payment: JSONValue = [
        "properties": [
            "method": [
                "oneOf": [
                    [
                        "type": "object", "required": ["kind", "number"],
                        "properties": [
                            "kind": ["const": "card"],
                            "number": ["type": "string", "pattern": "^[0-9]{16}$"],
                            "currency": ["enum": ["EUR", "USD"]],
                        ],
                    ],
                    [
                        "type": "object", "required": ["kind", "iban"],
                        "properties": [
                            "kind": ["enum": ["sepa", "swift"]], "iban": ["type": "string", "minLength": 15],
                            "via": ["anyOf": [["type": "string", "maxLength": 3], ["type": "integer"]]],
                        ],
                    ],
                    ["type": "null"],
                ]
            ]
        ]
    ]

    @Test(
        "are the last ones on each way",
        arguments: [
            (
                ["properties": ["a": ["properties": ["b": ["type": "string"]]]]],
                ["a": ["b": 1]], ["/a/b must be a string, but is a number"]
            ),
            (
                ["allOf": [["required": ["a"]], ["minProperties": 2]]],
                [:],
                [
                    "the whole value must have the member \"a\", but it is missing",
                    "the whole value must have at least 2 members, but has 0",
                ]
            ),
        ] as [(JSONValue, JSONValue, [String])]
    )
    func last(_ source: JSONValue, _ instance: JSONValue, _ expected: [String]) throws {
        try check(source, instance, expected)
    }

    @Test(
        "of a choice are those of the nearest branch",
        arguments: [
            (
                ["kind": "card", "number": "4111"],
                ["/method/number must match the pattern ^[0-9]{16}$, but is \"4111\""]
            ),
            (
                ["kind": "card", "number": "4111111111111111", "currency": "XXX"],
                ["/method/currency must be one of \"EUR\", \"USD\", but is \"XXX\""]
            ),
            (["kind": "card"], ["/method must have the member \"number\", but it is missing"]),
            (["kind": "swift"], ["/method must have the member \"iban\", but it is missing"]),
            (
                ["kind": "sepa", "iban": "DE1", "number": "4111"],
                ["/method/iban must be at least 15 characters long, but is 3"]
            ),
            (
                ["kind": "sepa", "iban": "DE00000000000000", "via": "abcd"],
                ["/method/via must be at most 3 characters long, but is 4"]
            ),
            (
                ["kind": "crypto"],
                ["/method/kind must be one of \"card\", \"sepa\", \"swift\", but is \"crypto\""]
            ),
            (["kind": 1], ["/method/kind must be one of \"card\", \"sepa\", \"swift\", but is 1"]),
            (["iban": "DE00000000000000"], ["/method must have the member \"kind\", but it is missing"]),
            ([:], ["/method must match exactly one of 3 schemas, but matches none"]),
            (7, ["/method must match exactly one of 3 schemas, but matches none"]),
        ] as [(JSONValue, [String])]
    )
    func nearest(_ method: JSONValue, _ expected: [String]) throws {
        try check(Self.payment, ["method": method], expected)
    }

    @Test(
        "of a choice are its own where no branch is nearer than the others",
        arguments: [
            (["anyOf": [["type": "string"], ["type": "integer"]]], [1], "anyOf"),
            (["oneOf": [["required": ["a"]], ["required": ["b"]]]], [:], "oneOf"),
            (["oneOf": [["minimum": 1], ["minimum": 2]]], 3, "oneOf"),
        ] as [(JSONValue, JSONValue, String)]
    )
    func choice(_ source: JSONValue, _ instance: JSONValue, _ keyword: String) throws {
        let schema = try SchemaRegistry().compile(source)
        #expect(schema.relevantErrors(in: instance).map(\.keyword) == [keyword])
    }

    @Test(
        "of values that are listed branch by branch list them all",
        arguments: [
            (
                ["anyOf": [["const": "a"], ["enum": ["b", "c"]], ["const": "a"]]], "x",
                ["the whole value must be one of \"a\", \"b\", \"c\", but is \"x\""]
            ),
            (
                ["items": ["anyOf": [["type": "string", "minLength": 2], ["type": "integer"]]]],
                ["a"], ["/0 must be at least 2 characters long, but is 1"]
            ),
        ] as [(JSONValue, JSONValue, [String])]
    )
    func listed(_ source: JSONValue, _ instance: JSONValue, _ expected: [String]) throws {
        try check(source, instance, expected)
    }

    @Test(
        "carry what was expected as a value",
        arguments: [
            (["const": 1], 2, 1), (["enum": ["a", 1]], 2, ["a", 1]), (["type": "string"], 2, ["string"]),
            (["required": ["a", "b", "c"]], ["b": 1], ["a", "c"]), (["minimum": 3], 2, nil),
            (["dependentRequired": ["b": ["c"]]], ["b": 1], ["c"]),
        ] as [(JSONValue, JSONValue, JSONValue?)]
    )
    func expected(_ source: JSONValue, _ instance: JSONValue, _ expected: JSONValue?) throws {
        let schema = try SchemaRegistry().compile(source)
        #expect(schema.relevantErrors(in: instance).map(\.expected) == [expected])
    }

    @Test("are none of a valid instance")
    func valid() throws {
        let schema = try SchemaRegistry().compile(Self.payment)
        #expect(schema.relevantErrors(in: ["method": nil]).isEmpty)
    }

    private func check(_ source: JSONValue, _ instance: JSONValue, _ expected: [String]) throws {
        let schema = try SchemaRegistry().compile(source)
        #expect(schema.relevantErrors(in: instance).map(\.description) == expected)
    }
}
