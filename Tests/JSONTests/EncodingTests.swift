import JSON
import Testing

@Suite("UTF-8")
struct EncodingTests {
    @Test(
        "is refused where it is broken, at the first byte of the broken sequence",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x22], [0xC2, 0xC2],
            [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x82, 0x22], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xEF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80],
            [0xFE], [0xFF],
        ] as [[UInt8]]
    )
    func broken(sequence: [UInt8]) throws {
        for padding in 0...17 {
            let before = [0x5B, 0x22] + Array(repeating: UInt8(0x61), count: padding)
            for tail: [UInt8] in [[0x22, 0x5D], Array("é and more\"]".utf8), Array(#"\n"]"#.utf8)] {
                let error = try #require(throws: JSONError.self) {
                    try JSONParser().parse(before + sequence + tail)
                }
                #expect(error.kind == .invalidUTF8)
                #expect(error.position.offset == before.count)
                #expect(error.position.column == before.count + 1)
            }
            // After an escape, in a name, and outside of strings it is no better.
            let escaped = Array(#"{"\n"#.utf8) + sequence + Array(#"":1}"#.utf8)
            #expect(throws: JSONError.self) { try JSONParser().parse(escaped) }
            #expect(throws: JSONError.self) {
                try JSONParser().parse(Array("[1".utf8) + sequence + Array("]".utf8))
            }
        }
    }

    @Test(
        "is accepted up to its bounds, unchanged",
        arguments: [
            "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{FFFE}",
            "\u{FFFF}", "\u{10000}",
            "\u{10FFFF}", "\u{FEFF}", "e\u{301}", "\u{2028}\u{2029}", "👩‍👩‍👧‍👦", "日本語テキスト and ASCII",
        ]
    )
    func accepted(text: String) throws {
        for padding in 0...9 {
            let padded = String(repeating: "x", count: padding) + text
            let value = try JSONValue(parsing: "[\"\(padded)\"]")
            let read = try #require(value[JSONPointer("/0")]?.stringValue)
            #expect(Array(read.utf8) == Array(padded.utf8))
            #expect(value.serialized() == Array("[\"\(padded)\"]".utf8))
        }
    }

    @Test("has scalars from every part of Unicode survive as themselves and as escapes")
    func everyPart() throws {
        for start in stride(from: UInt32(0), to: 0x11_0000, by: 0x2000) {
            let scalars = stride(from: start, to: start + 0x2000, by: 31).compactMap(Unicode.Scalar.init)
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            let escaped = text.utf16.map { "\\u" + String(0x10000 + Int($0), radix: 16).suffix(4) }.joined()
            let value = try JSONValue(parsing: "\"\(escaped)\"")
            #expect(value == .string(text))
            #expect(try JSONValue(parsing: value.serialized()) == value)
        }
    }
}
