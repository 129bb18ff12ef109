import JSON
import Testing

@Suite("A JSON parser")
struct JSONParserTests {
    @Test(
        "reads values of every type",
        arguments: [
            ("null", .null), (" true\t", true), ("\r\nfalse\n", false), ("0", 0), ("-12", -12), (#""""#, ""),
            (#""a""#, "a"), ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]), ("[[],{}]", [[], [:]]),
            (#"{"a":[1,{"b":null}],"":"x"}"#, ["a": [1, ["b": nil]], "": "x"]),
        ] as [(String, JSONValue)]
    )
    func values(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
        let slice = Array("xx\(text)yy".utf8)[2..<(2 + text.utf8.count)]
        #expect(try JSONParser().parse(slice) == value)
    }

    @Test("keeps members in their order")
    func order() throws {
        let value = try JSONValue(parsing: #"{"z":1,"a":2,"m":3}"#)
        #expect(value.objectValue?.names == ["z", "a", "m"])
    }

    @Test(
        "reads escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC\uFFFF""#, "Aé€\u{FFFF}"),
            (#""\ud83d\ude00""#, "😀"), (#""\uD800\uDC00\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
            (#""a\u0000b""#, "a\0b"),
            (#""padding to eight\n and é more \u0021""#, "padding to eight\n and é more !"),
        ]
    )
    func escapes(text: String, expected: String) throws {
        let string = try #require(JSONValue(parsing: text).stringValue)
        #expect(Array(string.utf8) == Array(expected.utf8))
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var text: String
        var kind: JSONError.Kind
        var place: String
        var pointer = ""

        var testDescription: String { text }
    }

    @Test(
        "says what is wrong and where",
        arguments: [
            Fault(text: "", kind: .unexpectedEnd(expected: .value), place: "1:1"),
            Fault(text: " \n ", kind: .unexpectedEnd(expected: .value), place: "2:2"),
            Fault(text: "1 2", kind: .trailingContent("2"), place: "1:3"),
            Fault(
                text: "[1,]",
                kind: .unexpectedCharacter("]", expected: .value),
                place: "1:4",
                pointer: "/1"
            ),
            Fault(text: "[1 2]", kind: .unexpectedCharacter("2", expected: .commaOrBracket), place: "1:4"),
            Fault(text: "[", kind: .unexpectedEnd(expected: .valueOrEnd), place: "1:2", pointer: "/0"),
            Fault(text: "{1:2}", kind: .unexpectedCharacter("1", expected: .nameOrEnd), place: "1:2"),
            Fault(text: #"{"a":1,}"#, kind: .unexpectedCharacter("}", expected: .name), place: "1:8"),
            Fault(
                text: #"{"a" 1}"#,
                kind: .unexpectedCharacter("1", expected: .colon),
                place: "1:6",
                pointer: "/a"
            ),
            Fault(text: #"{"a":1]"#, kind: .unexpectedCharacter("]", expected: .commaOrBrace), place: "1:7"),
            Fault(
                text: #"{"a":[0,{"b":tru}]}"#,
                kind: .unexpectedCharacter("t", expected: .literal),
                place: "1:14",
                pointer: "/a/1/b"
            ),
            Fault(text: "\"a", kind: .unexpectedEnd(expected: .closingQuote), place: "1:3"),
            Fault(text: "[\"a\nb\"]", kind: .controlCharacter("\n"), place: "1:4", pointer: "/0"),
            Fault(text: #"["é\x"]"#, kind: .invalidEscape, place: "1:4", pointer: "/0"),
            Fault(
                text: #""\u12g4""#,
                kind: .unexpectedCharacter("g", expected: .hexadecimalDigit),
                place: "1:6"
            ),
            Fault(text: #"{"a":"\ud800"}"#, kind: .loneSurrogate, place: "1:7", pointer: "/a"),
            Fault(text: #""\ud800\u0041""#, kind: .loneSurrogate, place: "1:2"),
            Fault(text: #""\ud800\ue000""#, kind: .loneSurrogate, place: "1:2"),
            Fault(text: #""\ud800\uffff""#, kind: .loneSurrogate, place: "1:2"),
            Fault(text: #""\ud800\udbff""#, kind: .loneSurrogate, place: "1:2"),
            Fault(text: #""\udc00\ud800""#, kind: .loneSurrogate, place: "1:2"),
            Fault(text: "[01]", kind: .leadingZero, place: "1:2", pointer: "/0"),
            Fault(
                text: "[1.]",
                kind: .unexpectedCharacter("]", expected: .digit),
                place: "1:4",
                pointer: "/0"
            ),
            Fault(text: "-", kind: .unexpectedEnd(expected: .digit), place: "1:2"),
            Fault(text: "NaN", kind: .unexpectedCharacter("N", expected: .value), place: "1:1"),
            Fault(text: "[1e1000000000]", kind: .numberOutOfRange, place: "1:3", pointer: "/0"),
            Fault(text: "[1e99999999999999999999]", kind: .numberOutOfRange, place: "1:3", pointer: "/0"),
            Fault(text: "1e-99999999999999999999", kind: .numberOutOfRange, place: "1:2"),
            Fault(text: "\u{FEFF}1", kind: .byteOrderMark, place: "1:1"),
            Fault(
                text: "[\"日本\",\n \"😀\" x]",
                kind: .unexpectedCharacter("x", expected: .commaOrBracket),
                place: "2:6"
            ),
            Fault(
                text: "[\r\n1,\r2,\n3,é]",
                kind: .unexpectedCharacter("é", expected: .value),
                place: "4:3",
                pointer: "/3"
            ),
        ]
    )
    func faults(fault: Fault) throws {
        let error = try #require(throws: JSONError.self) { try JSONParser().parse(fault.text) }
        #expect(error.kind == fault.kind)
        #expect(error.position.description == fault.place)
        #expect(error.pointer.description == fault.pointer)
        #expect(error.description.hasPrefix(fault.place + ": "))
    }

    @Test("refuses every control character in a string, wherever it stands", arguments: 0...(0x1F as UInt8))
    func controlCharacters(byte: UInt8) throws {
        for padding in 0...9 {
            let text = Array(repeating: UInt8(ascii: "a"), count: padding)
            let bytes = [UInt8(ascii: "\"")] + text + [byte] + text + [UInt8(ascii: "\"")]
            let error = try #require(throws: JSONError.self) { try JSONParser().parse(bytes) }
            #expect(error.kind == .controlCharacter(Unicode.Scalar(byte)))
            #expect(error.position.offset == padding + 1)
        }
    }

    @Test("words an error for people: place, fault, remedy, value")
    func wording() throws {
        let error = try #require(throws: JSONError.self) {
            try JSONValue(parsing: "{\"a\":\n{\"b\":1,\n\"b\":2}}")
        }
        #expect(
            error.description
                == "3:1: the member name 'b' has already stood at 2:2; give each member its own name (at /a/b)"
        )
    }

    @Test("keeps the message short where hostile input nests deep")
    func shortMessage() throws {
        let text = String(repeating: #"{"name":"#, count: 600)
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error.kind == .tooDeep(limit: 512))
        #expect(error.pointer.tokens.count == 512)
        #expect(error.description.utf8.count < 300)
    }

    @Test("skips a byte order mark when it is told to, and gives it no column")
    func byteOrderMark() throws {
        let parser = JSONParser(byteOrderMark: .skip)
        #expect(try parser.parse("\u{FEFF}[1]") == [1])
        let error = try #require(throws: JSONError.self) { try parser.parse("\u{FEFF}[x]") }
        #expect(error.position == SourcePosition(offset: 4, line: 1, column: 2))
        #expect(throws: JSONError.self) { try parser.parse("\u{FEFF}\u{FEFF}1") }
    }
}
