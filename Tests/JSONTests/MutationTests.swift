import JSON
import Testing

/// Random changes to good texts: whatever comes out, the parser answers and never traps.
@Suite("Mutated texts")
struct MutationTests {
    static let seeds: [String] = [
        #"{"action":"chat/send","user_id":"user-1","message":"Hi \"there\"\n\u00e9\ud83d\ude00 é😀","n":[0,-1.5,1e10,2.50]}"#,
        #"[[[[]]],{"a":{"b":{"c":[null,true,false]}}},"",0.1e-5,[{},{"x":[]}]]"#,
        "{" + (0..<40).map { "\"name \($0)\":\($0)" }.joined(separator: ",") + "}",
        " [ \"日本語\" , \"\\\\\" ,\r\n\t 123456789012345678901234567890 , { \"e\u{301}\" : \"\u{E9}\" } ] ",
    ]

    static let fragments: [[UInt8]] =
        [
            "\"", "\\", "\\u", "\\ud83d", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", "1e999999999",
            "1e9999999999", "true", "nul", "\u{FEFF}",
            "\n", "\0", "é", "😀", "\"a\":1,", "\"name 7\":0,",
        ].map { Array($0.utf8) } + [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xFF]]

    @Test("are refused at a place or survive being written", arguments: 0..<40)
    func survive(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var accepted = 0
        for round in 0..<250 {
            var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.mutate(&bytes, &generator) }
            let parser = JSONParser(
                maximumDepth: Int.random(in: 0...20, using: &generator),
                duplicateNames: Bool.random(using: &generator) ? .refuse : .keepLast,
                byteOrderMark: Bool.random(using: &generator) ? .refuse : .skip
            )
            do {
                let value = try parser.parse(bytes)
                accepted += 1
                let written = value.serialized()
                #expect(try JSONValue(parsing: written) == value)
                #expect(try JSONValue(parsing: written).serialized() == written)
                #expect(try JSONValue(parsing: value.prettyText()) == value)
                let document = try JSONDocument(bytes, parser: parser)
                for name in value.objectValue?.names ?? [] {
                    #expect(document.namePosition(of: JSONPointer(tokens: [name])) != nil)
                }
            } catch {
                #expect((0...bytes.count).contains(error.position.offset))
                #expect(!error.description.isEmpty)
                if let (line, column) = Self.lineAndColumn(behind: bytes[..<error.position.offset]) {
                    #expect(error.position.line == line)
                    #expect(error.position.column == column)
                }
            }
        }
        #expect(accepted < 250)
    }

    /// Where the text goes on, found another way than the parser does; `nil` when it is not UTF-8.
    private static func lineAndColumn(behind bytes: ArraySlice<UInt8>) -> (line: Int, column: Int)? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
        let column = (lines.last?.unicodeScalars.count ?? 0) + 1
        return (
            lines.count, lines.count == 1 && text.unicodeScalars.first == "\u{FEFF}" ? column - 1 : column
        )
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0 where place < bytes.count:
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 2 where place < bytes.count:
            bytes.remove(at: place)
        case 3:
            bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: place)
        case 4:
            bytes.removeSubrange(place...)
        default:
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
            bytes.insert(
                contentsOf: bytes[place..<end],
                at: Int.random(in: 0...bytes.count, using: &generator)
            )
        }
    }

    @Test("cut off anywhere are refused", arguments: seeds)
    func truncated(text: String) {
        let bytes = Array(text.utf8)
        let whole = (bytes.lastIndex { $0 > 0x20 } ?? 0) + 1
        for end in 0..<whole {
            let error = #expect(throws: JSONError.self) { try JSONParser().parse(Array(bytes[..<end])) }
            #expect((error?.position.offset ?? .max) <= end)
        }
        #expect(throws: Never.self) { try JSONParser().parse(Array(bytes[..<whole])) }
    }
}
