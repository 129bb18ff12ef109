import Contracts
import JSON
import JSONSchema
import Testing

@Suite("The summary of a failed validation")
struct FailureSummaryTests {
    @Test(
        "keeps the reasons and leaves out the way to them",
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
            (
                ["items": ["anyOf": [["type": "string", "minLength": 2], ["type": "integer"]]]],
                ["a"], ["/0 must be at least 2 characters long, but is 1"]
            ),
        ] as [(JSONValue, JSONValue, [String])]
    )
    func essential(_ source: JSONValue, _ instance: JSONValue, _ expected: [String]) throws {
        let schema = try SchemaRegistry().compile(source)
        #expect(FailureSummary.essential(of: schema.validate(instance)).map(\.description) == expected)
    }

    @Test("names the choice where no branch is meant more than the others")
    func choice() throws {
        let schema = try SchemaRegistry().compile(["anyOf": [["type": "string"], ["type": "integer"]]])
        let units = FailureSummary.essential(of: schema.validate([1]))
        #expect(units.map(\.keyword) == ["anyOf"])
    }

    @Test(
        "of a misspelt name suggests the one meant",
        arguments: [
            ("mesage", "message"), ("user_di", "user_id"), ("Message", "message"), ("colour", nil), ("", nil),
        ]
    )
    func suggestion(_ name: String, _ expected: String?) {
        #expect(NearestName.suggestion(for: name, among: ["message", "user_id", "text"]) == expected)
    }
}
