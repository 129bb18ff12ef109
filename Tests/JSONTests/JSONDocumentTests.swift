import JSON
import Testing

@Suite("A JSON document")
struct JSONDocumentTests {
    static let text = """
        {
          "action": "chat/send",
          "list": [1, [true, "a,]}\\"{"], {"é\\u0041": null}],
          "empty": {}, "none": [],
          "wide": "日本語", "after": -1.5e3
        }
        """

    @Test(
        "knows where values and names stand",
        arguments: [
            ("", "1:1", nil), ("/action", "2:13", "2:3"), ("/list", "3:11", "3:3"), ("/list/0", "3:12", nil),
            ("/list/1", "3:15", nil),
            ("/list/1/1", "3:22", nil), ("/list/2", "3:34", nil), ("/list/2/éA", "3:46", "3:35"),
            ("/empty", "4:12", "4:3"),
            ("/none", "4:24", "4:16"), ("/after", "5:27", "5:18"), ("/list/3", nil, nil),
            ("/list/-", nil, nil), ("/nothing", nil, nil),
            ("/action/x", nil, nil), ("/empty/x", nil, nil), ("/none/0", nil, nil),
        ] as [(String, String?, String?)]
    )
    func places(pointer: String, value: String?, name: String?) throws {
        let document = try JSONDocument(Array(Self.text.utf8))
        let pointer = try JSONPointer(pointer)
        #expect(document.position(of: pointer)?.description == value)
        #expect(document.namePosition(of: pointer)?.description == name)
        #expect((document.value[pointer] != nil) == (value != nil))
    }

    @Test("counts bytes in offsets, behind a byte order mark too")
    func offsets() throws {
        let parser = JSONParser(byteOrderMark: .skip)
        let document = try JSONDocument(Array("\u{FEFF} {\"é\" : 1}".utf8), parser: parser)
        let pointer = JSONPointer().appending("é")
        #expect(document.namePosition(of: pointer) == SourcePosition(offset: 5, line: 1, column: 3))
        #expect(document.position(of: pointer) == SourcePosition(offset: 12, line: 1, column: 9))
    }

    @Test("points to the member that counts where a name stands twice")
    func duplicates() throws {
        let document = try JSONDocument(
            Array(#"{"a":1,"a":{"b":2}}"#.utf8),
            parser: JSONParser(duplicateNames: .keepLast)
        )
        #expect(document.position(of: try JSONPointer("/a"))?.offset == 11)
        #expect(document.position(of: try JSONPointer("/a/b"))?.offset == 16)
    }

    @Test("finds every value of a document of every shape")
    func everyValue() throws {
        let document = try JSONDocument(Array(Self.text.utf8))
        var found = 0
        func visit(_ value: JSONValue, _ pointer: JSONPointer) throws {
            let position = try #require(document.position(of: pointer))
            // What stands there is the value: parsing from there on starts with it.
            let rest = Array(document.bytes[position.offset...])
            let length = try #require(
                (1...rest.count).first { (try? JSONValue(parsing: Array(rest[..<$0]))) == value }
            )
            #expect(length > 0)
            found += 1
            for (index, element) in (value.arrayValue ?? []).enumerated() {
                try visit(element, pointer.appending(index))
            }
            for member in value.objectValue ?? [:] { try visit(member.value, pointer.appending(member.name)) }
        }
        try visit(document.value, JSONPointer())
        #expect(found == 13)
    }

    @Test("refuses what is no JSON, as the parser does")
    func refused() {
        #expect(throws: JSONError.self) { try JSONDocument(Array("{".utf8)) }
    }
}
