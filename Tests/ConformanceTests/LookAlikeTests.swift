import Conformance
import JSON
import JSONSchema
import Testing

@Suite("Two texts that look alike")
struct LookAlikeTests {
    @Test(
        "are shown with the scalars that differ",
        arguments: [
            ("caf\u{E9}", "cafe\u{301}", "U+00E9", "U+0065 U+0301"),
            ("e\u{301}t\u{E9}", "\u{E9}t\u{E9}", "U+0065 U+0301", "U+00E9"),
            ("a b", "a\u{A0}b", "U+0020", "U+00A0"),
            ("ab", "a\u{200B}b", "U+0062", "U+200B"),
            ("a ", "a\u{2003}", "U+0020", "U+2003"),
        ]
    )
    func shown(expected: String, seen: String, first: String, second: String) {
        let deviation = Deviation.value(at: JSONPointer(), Evidence(.string(expected)), .string(seen))
        #expect(deviation.line.contains("(with \(first)"), "\(deviation.line)")
        #expect(deviation.line.contains("(with \(second)"), "\(deviation.line)")
        #expect(deviation.expected.value == .string(expected) && deviation.seen.value == .string(seen))
    }

    @Test("are shown so where the message of a schema says what is expected")
    func schema() throws {
        let schema = try SchemaRegistry().compile(["const": "caf\u{E9}"])
        let value = JSONValue.string("cafe\u{301}")
        let lines = schema.errors(in: value).map { Deviation($0, in: value).lines.joined() }
        #expect(lines.contains { $0.contains("U+0065 U+0301 instead of U+00E9") }, "\(lines)")
    }

    @Test(
        "are shown as they are when they look different",
        arguments: [("a", "b"), ("e", "\u{E9}"), ("", " ")]
    )
    func different(expected: String, seen: String) {
        let deviation = Deviation.value(at: JSONPointer(), Evidence(.string(expected)), .string(seen))
        #expect(!deviation.line.contains("U+"), "\(deviation.line)")
    }

    @Test("are compared up to a length, of the longer one whichever it is", arguments: [9_000, 10_001])
    func length(count: Int) {
        // Scalars that are not shown make one text long, and leave it looking as the short one.
        let long = "a" + String(repeating: "\u{2060}", count: count / 3)
        let isCompared = count < 10_000
        #expect(("a".difference(fromLookAlike: long) != nil) == isCompared)
        #expect((long.difference(fromLookAlike: "a") != nil) == isCompared)
    }
}
