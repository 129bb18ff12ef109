import Foundation
import JSON
import JSONSchema
import Testing

@Suite("A schema that refers to itself")
struct SchemaDepthTests {
    /// Arrays and objects by turns inside each other.
    private func nested(_ depth: Int, around inner: JSONValue) -> JSONValue {
        (0..<depth).reduce(inner) { value, level in level.isMultiple(of: 2) ? ["a": value] : [value] }
    }

    @Test("goes as deep into an instance as the parser does", arguments: [false, true])
    func deep(isValid: Bool) throws {
        let schema = try SchemaRegistry().compile([
            "anyOf": [["type": "null"], ["$ref": "#/$defs/container"]],
            "$defs": [
                "container": [
                    "type": ["array", "object"], "items": ["$ref": "#"], "properties": ["a": ["$ref": "#"]],
                ]
            ],
        ])
        let instance = nested(510, around: isValid ? nil : 1)
        #expect(schema.isValid(instance) == isValid)
        #expect(schema.validate(instance).valid == isValid)
    }

    @Test("needs no larger stack than the smallest that threads have")
    func smallStack() async throws {
        let schema = try SchemaRegistry().compile(
            ["anyOf": [["type": "null"], ["items": ["$ref": "#"], "properties": ["a": ["$ref": "#"]]]]]
        )
        let instance = nested(510, around: nil)
        let isValid = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: schema.isValid(instance)) }
            thread.stackSize = 512 * 1024
            thread.start()
        }
        #expect(isValid)
    }

    @Test("holds the meta schema against a deep schema")
    func metaSchema() throws {
        let meta = try SchemaRegistry().compile("https://json-schema.org/draft/2020-12/schema")
        let deep = (0..<250).reduce(JSONValue.bool(true)) { value, _ in ["properties": ["a": value]] }
        #expect(meta.isValid(deep))
        #expect(meta.validate(deep).valid)
        let broken = (0..<250).reduce(JSONValue.number(1)) { value, _ in ["properties": ["a": value]] }
        #expect(!meta.isValid(broken))
    }

    @Test("refuses an instance that is too deep, and says so")
    func tooDeep() throws {
        let options = SchemaOptions(maximumDepth: 20)
        let schema = try SchemaRegistry().compile(["items": ["$ref": "#"]], options: options)
        #expect(schema.isValid([[[]]]))
        let instance = nested(100, around: nil)
        let lists = (0..<100).reduce(JSONValue.null) { value, _ in [value] }
        #expect(schema.isValid(instance))
        #expect(!schema.isValid(lists))
        #expect(
            schema.validate(lists).errors.map(\.message) == [
                "must not make more than 20 schemas apply inside each other, but does"
            ]
        )
    }

    @Test("comes to an end where only the way through the schemas makes the circle")
    func dynamicLoop() throws {
        let schema = try SchemaRegistry().compile([
            "$id": "https://example.com/a", "$dynamicAnchor": "x", "$ref": "b",
            "$defs": [
                "b": ["$id": "b", "not": ["anyOf": [["$dynamicRef": "c#x"], ["$dynamicRef": "c#x"]]]],
                "c": ["$id": "c", "$dynamicAnchor": "x"],
            ],
        ])
        #expect(!schema.isValid(1))
        #expect(schema.validate(1).errors.map(\.keyword) == [""])
    }

    @Test("follows a chain of references however long it is written")
    func chain() throws {
        var definitions = JSONObject()
        for place in 0..<2_000 {
            definitions["d\(place)"] = ["$ref": .string("#/$defs/d\(place + 1)")]
        }
        definitions["d2000"] = ["type": "null"]
        let schema = try SchemaRegistry().compile(["$ref": "#/$defs/d0", "$defs": .object(definitions)])
        #expect(schema.isValid(nil))
        #expect(!schema.isValid(1))
    }
}
