import Conformance
import Contracts
import JSON
import JSONSchema
import Testing

@testable import Verifier
import VerifierEvents

@Suite("An answer compared with an example's")
struct UnifierTests {
    private static let schema: JSONValue = [
        "properties": [
            "id": ["understudy": ["identity": "server"]], "parent": ["understudy": ["identity": "server"]],
            "user": ["understudy": ["identity": "client"]], "url": ["understudy": ["contains": "server"]],
            "last": ["understudy": ["prefix": true]], "at": ["understudy": ["time": true]],
            "own": ["items": ["$ref": "#"], "understudy": .object(list("own"))],
            "shared": ["items": ["$ref": "#"], "understudy": .object(list("shared"))],
        ]
    ]

    private static func list(_ scope: String) -> JSONObject {
        [
            "list": [
                "scope": .string(scope), "key": "/id", "by": "/at", "direction": "descending",
                "rule": "newest-first",
            ]
        ]
    }

    private func deviations(_ expected: String, _ actual: String) throws -> [Deviation] {
        let schema = try SchemaRegistry().compile(Self.schema)
        let example = try JSONValue(parsing: expected)
        var unifier = Unifier(
            annotations: AnnotationIndex(of: example, by: schema),
            identities: IdentityMap { "p-\($0)" }
        )
        return unifier.deviations(example, try JSONValue(parsing: actual))
    }

    @Test(
        "fits",
        arguments: [
            (#"{"a": 1}"#, #"{"a": 1.0, "b": 2}"#),
            (#"{"user": "ana"}"#, #"{"user": "p-ana"}"#),
            (#"{"id": "x", "parent": "x"}"#, #"{"id": "1", "parent": "1"}"#),
            (
                #"{"url": "https://example.com/?ref=K7Q2", "id": "K7Q2"}"#,
                #"{"url": "https://example.com/?ref=7", "id": "7"}"#
            ),
            (#"{"last": "Hello there"}"#, #"{"last": "Hello"}"#),
            (#"{"at": 1}"#, #"{"at": 99}"#),
            (
                #"{"own": [{"at": 2, "n": 1}, {"at": 1, "n": 2}]}"#,
                #"{"own": [{"at": 9, "n": 1}, {"at": 8, "n": 2}]}"#
            ),
            (
                #"{"own": [{"at": 2, "n": 1}, {"at": 1, "n": 2}]}"#,
                #"{"own": [{"at": 9, "n": 2}, {"at": 9, "n": 1}]}"#
            ),
            (
                #"{"shared": [{"n": 1, "at": 1}]}"#,
                #"{"shared": [{"n": 7, "at": 3}, {"n": 1, "at": 2}, {"n": 8, "at": 1}]}"#
            ),
        ]
    )
    func fits(expected: String, actual: String) throws {
        #expect(try deviations(expected, actual) == [])
    }

    @Test(
        "differs at a place",
        arguments: [
            (#"{"a": 1}"#, #"{"a": "1"}"#, "/a"), (#"{"a": 1}"#, #"{}"#, "/a"),
            (#"{"user": "ana"}"#, #"{"user": "ana"}"#, "/user"),
            (#"{"id": "x", "parent": "x"}"#, #"{"id": "1", "parent": "2"}"#, "/parent"),
            (#"{"id": "x", "parent": "y"}"#, #"{"id": "1", "parent": "1"}"#, "/parent"),
            (#"{"url": "r=x", "id": "x"}"#, #"{"url": "r=x", "id": "7"}"#, "/url"),
            (#"{"last": "Hello"}"#, #"{"last": ""}"#, "/last"),
            (#"{"last": "Hello"}"#, #"{"last": "Hi"}"#, "/last"),
            (#"{"at": 1}"#, #"{"at": 1.5}"#, "/at"), (#"{"at": 1}"#, #"{"at": "1"}"#, "/at"),
            (#"{"own": [{"at": 1}]}"#, #"{"own": [{"at": 1}, {"at": 1}]}"#, "/own"),
            (
                #"{"own": [{"at": 2, "n": 1}, {"at": 1, "n": 2}]}"#,
                #"{"own": [{"at": 9, "n": 2}, {"at": 8, "n": 1}]}"#, "/own/0/n"
            ),
            (#"{"shared": [{"n": 1, "at": 1}]}"#, #"{"shared": [{"n": 7, "at": 3}]}"#, "/shared"),
            (
                #"{"shared": [{"n": 1, "at": 2}, {"n": 2, "at": 1}]}"#,
                #"{"shared": [{"n": 2, "at": 3}, {"n": 1, "at": 2}]}"#, "/shared"
            ),
            (
                #"{"id": "x", "shared": [{"id": "x", "n": 1, "at": 1}]}"#,
                #"{"id": "7", "shared": [{"id": "9", "n": 1, "at": 3}, {"id": "7", "n": 2, "at": 2}]}"#,
                "/shared/1/n"
            ),
            (#"{"name": "é"}"#, "{\"name\": \"e\u{301}\"}", "/name"),
        ]
    )
    func differs(expected: String, actual: String, place: String) throws {
        #expect(try deviations(expected, actual).first?.pointer?.description == place)
    }

    @Test("is not blamed for a text with an id that the answer lacks")
    func unknownIdentifier() throws {
        let found = try deviations(#"{"url": "r=x", "id": "x"}"#, #"{"url": "r=5"}"#)
        #expect(found.map { $0.pointer?.description } == ["/id"])
    }
}
