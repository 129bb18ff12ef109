import JSON
import Testing

@Suite("A JSON Pointer")
struct JSONPointerTests {
    /// The document of RFC 6901, section 5.
    static let document: JSONValue = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7,
        "m~n": 8,
    ]

    @Test(
        "leads where RFC 6901 says",
        arguments: [
            ("", document), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2),
            ("/e^f", 3),
            ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8), ("/foo/1", "baz"),
        ] as [(String, JSONValue)]
    )
    func leads(text: String, expected: JSONValue) throws {
        let pointer = try JSONPointer(text)
        #expect(Self.document[pointer] == expected)
        #expect(pointer.description == text)
    }

    @Test(
        "leads nowhere where there is nothing",
        arguments: [
            "/nothing", "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+1", "/foo/-1", "/foo/0/x", "/foo/",
            "/foo/1e0", "//", "/foo/99999999999999999999",
        ]
    )
    func nowhere(text: String) throws {
        #expect(Self.document[try JSONPointer(text)] == nil)
    }

    @Test(
        "is refused where the text is none",
        arguments: [
            ("foo", .missingSlash("foo")), ("/~", .invalidEscape("/~")), ("/a~2", .invalidEscape("/a~2")),
            ("#/a", .missingSlash("#/a")),
        ]
            as [(String, JSONPointerError)]
    )
    func refused(text: String, error: JSONPointerError) {
        #expect(throws: error) { try JSONPointer(text) }
        #expect(error.description.contains(text))
    }

    @Test("unescapes once only, so ~01 is ~1")
    func unescapesOnce() throws {
        #expect(try JSONPointer("/~01").tokens == ["~1"])
        #expect(JSONPointer(tokens: ["~1", "/", "~"]).description == "/~01/~1/~0")
    }

    @Test("is built from names and indexes")
    func built() throws {
        let pointer = JSONPointer().appending("a/b").appending(3).appending("~")
        #expect(pointer.description == "/a~1b/3/~0")
        #expect(try JSONPointer("/a~1b/3/~0") == pointer)
        #expect(pointer.parent?.description == "/a~1b/3")
        #expect(JSONPointer().parent == nil)
        #expect(JSONPointer().isRoot)
    }

    @Test("is another pointer where names differ in bytes only")
    func byBytes() {
        let composed = JSONPointer().appending("\u{E9}")
        let decomposed = JSONPointer().appending("e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, composed]).count == 2)
        #expect(JSONPointer(tokens: ["a", "b"]) != JSONPointer(tokens: ["ab"]))
    }

    @Test(
        "replaces, adds and removes",
        arguments: [
            ("", 1, 1), ("/a", 9, ["a": 9, "l": [1, 2]]), ("/n", 9, ["a": ["b": 1], "l": [1, 2], "n": 9]),
            ("/a/b", [], ["a": ["b": []], "l": [1, 2]]),
            ("/a/c", .null, ["a": ["b": 1, "c": nil], "l": [1, 2]]),
            ("/l/0", 9, ["a": ["b": 1], "l": [9, 2]]), ("/l/2", 9, ["a": ["b": 1], "l": [1, 2, 9]]),
            ("/l/-", 9, ["a": ["b": 1], "l": [1, 2, 9]]), ("/a", nil, ["l": [1, 2]]),
            ("/a/b", nil, ["a": [:], "l": [1, 2]]),
            ("/l/0", nil, ["a": ["b": 1], "l": [2]]),
        ] as [(String, JSONValue?, JSONValue)]
    )
    func replaces(text: String, replacement: JSONValue?, expected: JSONValue) throws {
        let value: JSONValue = ["a": ["b": 1], "l": [1, 2]]
        #expect(value.replacing(at: try JSONPointer(text), with: replacement) == expected)
        #expect(value == ["a": ["b": 1], "l": [1, 2]])
    }

    @Test(
        "changes nothing where its parent is missing",
        arguments: [
            ("/x/y", 1), ("/l/3", 1), ("/l/5", nil), ("/l/2", nil), ("/l/-", nil), ("/l/x", 1), ("/a/b/c", 1),
            ("", nil), ("/x", nil), ("/l/9/x", 1), ("/l/-/x", 1),
        ]
            as [(String, JSONValue?)]
    )
    func unchanged(text: String, replacement: JSONValue?) throws {
        let value: JSONValue = ["a": ["b": 1], "l": [1, 2]]
        #expect(value.replacing(at: try JSONPointer(text), with: replacement) == value)
    }
}
