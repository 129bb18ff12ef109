import JSON
import Testing

@Suite("A JSON writer")
struct JSONWriterTests {
    @Test(
        "escapes what must be escaped and nothing else",
        arguments: [
            ("", #""""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
            ("\0\u{1}\u{F}\u{10}\u{1F}", #""\u0000\u0001\u000f\u0010\u001f""#),
            ("\u{7F}é日😀\u{2028}", "\"\u{7F}é日😀\u{2028}\""), ("1234567\"", #""1234567\"""#),
            ("12345678\n12345678\n", #""12345678\n12345678\n""#),
            ("<script>&</script>", #""<script>&</script>""#), ("é\"é", "\"é\\\"é\""),
        ]
    )
    func escapes(text: String, expected: String) throws {
        #expect(JSONValue.string(text).compactText == expected)
        #expect(try JSONValue(parsing: expected) == .string(text))
        // Wherever in the words of eight bytes it falls.
        for padding in 1...16 {
            let value = JSONValue.string(String(repeating: "p", count: padding) + text)
            #expect(try JSONValue(parsing: value.serialized()) == value)
        }
    }

    @Test("writes compactly")
    func compact() {
        let value: JSONValue = ["b": [1, -2, true, false, nil], "a": ["x": [], "y": [:]]]
        #expect(value.compactText == #"{"b":[1,-2,true,false,null],"a":{"x":[],"y":{}}}"#)
        #expect(value.description == value.compactText)
        #expect(value.serialized() == Array(value.compactText.utf8))
    }

    @Test("writes for people")
    func pretty() {
        let value: JSONValue = ["b": [1, [true]], "a": ["x": [], "y": [:]]]
        let expected = """
            {
              "b": [
                1,
                [
                  true
                ]
              ],
              "a": {
                "x": [],
                "y": {}
              }
            }

            """
        #expect(value.prettyText() == expected)
        #expect((1 as JSONValue).prettyText() == "1\n")
    }

    @Test("sorts names by bytes at every depth when it is told so")
    func sorted() {
        let value: JSONValue = [
            "b": ["z": 1, "a": 2], "\u{10000}": 1, "\u{FFFF}": 2, "a": [["d": 1, "c": 2]],
        ]
        let expected = "{\"a\":[{\"c\":2,\"d\":1}],\"b\":{\"a\":2,\"z\":1},\"\u{FFFF}\":2,\"\u{10000}\":1}"
        #expect(JSONWriter(sortsNames: true).bytes(value) == Array(expected.utf8))
        #expect(value.sorted().compactText == expected)
        #expect(value.sorted() == value)
        #expect(value.prettyText(sortsNames: true) == value.sorted().prettyText())
    }

    @Test("appends to what is there")
    func appends() {
        var bytes = Array("data: ".utf8)
        JSONWriter().append([1, "x"], to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"data: [1,"x"]"#)
    }

    @Test(
        "writes integers and decimals digit for digit",
        arguments: [
            0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10000, 99999, 100_000, 1_767_225_600_000, Int.max, Int.min,
            Int.min + 1, -1, -10,
        ]
    )
    func integers(value: Int) throws {
        #expect(JSONValue.number(JSONNumber(value)).compactText == "\(value)")
        for fraction in ["0", "5", "05", "50", "001", "123456"] {
            let text = "\(value).\(fraction)"
            #expect(try JSONValue(parsing: text).compactText == text)
        }
    }

    @Test("writes long texts that outgrow its memory many times")
    func long() throws {
        let value = JSONValue.array(
            (0..<3000).map { .string(String(repeating: $0 % 2 == 0 ? "\n\u{1}" : "日本", count: $0 % 97)) }
        )
        #expect(try JSONValue(parsing: value.serialized()) == value)
    }
}
