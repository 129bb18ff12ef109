import JSON
import Testing

/// The parser takes names, and often texts, of later objects in a list from earlier ones; no text may show that.
@Suite("Lists of objects")
struct ListsOfObjectsTests {
    @Test(
        "are read as they were written, whatever the spelling and the order of their names",
        arguments: 0..<60
    )
    func asWritten(seed: UInt64) throws {
        var writer = SpellingWriter(random: SeededGenerator(state: seed))
        let names = writer.names(Int.random(in: 1...40, using: &writer.random))
        var objects: [JSONValue] = []
        for _ in 0..<60 {
            var own = names.filter { _ in Int.random(in: 0..<8, using: &writer.random) > 0 }
            if Int.random(in: 0..<4, using: &writer.random) == 0 { own.shuffle(using: &writer.random) }
            objects.append(
                .object(JSONObject(own.map { JSONMember(name: $0, value: writer.value(depth: 2)) }))
            )
        }
        let text = writer.text(of: .array(objects))
        let value = try JSONValue(parsing: text)
        #expect(value == .array(objects))
        // Equality does not regard the order of members.
        #expect(value.serialized() == JSONValue.array(objects).serialized())
    }

    @Test(
        "are refused for a name that one of them has twice, wherever and however it is written",
        arguments: 0..<60
    )
    func duplicates(seed: UInt64) throws {
        var writer = SpellingWriter(random: SeededGenerator(state: seed))
        let names = writer.names(Int.random(in: 2...30, using: &writer.random))
        let list = JSONValue.array(
            (0..<40).map { _ in
                .object(JSONObject(names.map { JSONMember(name: $0, value: writer.value(depth: 1)) }))
            }
        )
        let repeated = try #require(names.randomElement(using: &writer.random))
        var members: [String] = []
        for name in names + [repeated] {
            members.append(String(decoding: writer.text(of: .string(name)), as: UTF8.self) + ":1")
        }
        let start = String(decoding: writer.text(of: list), as: UTF8.self).dropLast(1) + ",{"
        let text = start + members.joined(separator: ",") + "}]"
        let error = try #require(throws: JSONError.self) { try JSONParser().parse(String(text)) }
        guard case .duplicateName(repeated, let first) = error.kind else {
            Issue.record("\(error)")
            return
        }
        let place = names.firstIndex(of: repeated) ?? 0
        let lengths = members.map { $0.utf8.count + 1 }
        #expect(first.offset == start.utf8.count + lengths[..<place].reduce(0, +))
        #expect(error.position.offset == start.utf8.count + lengths[..<names.count].reduce(0, +))
        #expect(error.pointer.tokens == ["40", repeated])
        #expect(try JSONParser(duplicateNames: .keepLast).parse(String(text)).arrayValue?.count == 41)
    }

    @Test("have numbers of any number of digits", arguments: 1...40)
    func digits(count: Int) throws {
        var random = SeededGenerator(state: UInt64(count))
        for _ in 0..<50 {
            let first = String(Int.random(in: 1...9, using: &random))
            let digits = (1..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
            let sign = Bool.random(using: &random) ? "-" : ""
            let text = "\(sign)\(first)\(digits)"
            for written in [text, "\(text).5", "\(text)e2", "0.\(first)\(digits)"] {
                let value = try JSONValue(parsing: "[\(written), 1]")
                #expect(value.arrayValue?.first?.compactText == written)
            }
            #expect(try JSONValue(parsing: text).numberValue?.intValue == Int(text))
            let broken = text.dropLast() + "x" + text.suffix(1)
            #expect(throws: JSONError.self) { try JSONValue(parsing: "[\(broken)]") }
        }
    }
}

/// Makes values, and writes them with random spellings.
private struct SpellingWriter {
    private static let scalars: [Unicode.Scalar] = [
        "a", "b", "z", "0", " ", "/", "\"", "\\", "\n", "\t", "\r", "\u{8}", "\u{C}", "\u{1}", "\u{7F}",
        "\u{E9}",
        "\u{65E5}", "\u{FFFF}", "\u{1F600}", "\u{10FFFF}",
    ]
    var random: SeededGenerator
    /// Texts that were made before; many come again.
    private var texts: [String] = []

    init(random: SeededGenerator) {
        self.random = random
    }

    /// Different names of which some are alike.
    mutating func names(_ count: Int) -> [String] {
        var names: [String] = []
        while names.count < count {
            let name =
                switch Int.random(in: 0..<6, using: &random) {
                case 0: text(upTo: 4)
                case 1: "a long name with its number at the end: \(names.count)"
                case 2: String("fifteen_bytes_15".prefix(Int.random(in: 7...16, using: &random)))
                default: "name\(Int.random(in: 0..<200, using: &random))"
                }
            if !names.contains(where: { Array($0.utf8) == Array(name.utf8) }) { names.append(name) }
        }
        return names
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2:
            .number(
                JSONNumber(
                    Int.random(in: Int.min...Int.max, using: &random)
                        >> Int.random(in: 0..<60, using: &random)
                )
            )
        case 3...4: .string(text(upTo: 80))
        case 5...6: .string(known())
        case 7: .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth - 1) })
        default:
            .object(
                JSONObject(
                    names(Int.random(in: 0..<4, using: &random)).map {
                        JSONMember(name: $0, value: value(depth: depth - 1))
                    }
                )
            )
        }
    }

    private mutating func known() -> String {
        // Texts of the same length, like ids, differ in few places.
        while texts.count < 12 {
            texts += [text(upTo: 70), "00000000-0000-4000-8000-0000000000\(10 + texts.count)"]
        }
        return texts.randomElement(using: &random) ?? ""
    }

    private mutating func text(upTo limit: Int) -> String {
        let count = Int.random(in: 0...limit, using: &random)
        let isPlain = Bool.random(using: &random)
        var text = ""
        for _ in 0..<count {
            let scalar = isPlain ? "q" : Self.scalars.randomElement(using: &random) ?? "q"
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    // MARK: Writing

    mutating func text(of value: JSONValue) -> [UInt8] {
        switch value {
        case .string(let text): return Array("\"\(spelled(text))\"".utf8)
        case .array(let elements): return list(elements.map { text(of: $0) }, "[", "]")
        case .object(let object):
            return list(
                object.map {
                    text(of: .string($0.name)) + space() + [UInt8(ascii: ":")] + text(of: $0.value)
                },
                "{",
                "}"
            )
        case .null, .bool, .number: return space() + value.serialized() + space()
        }
    }

    private mutating func list(_ parts: [[UInt8]], _ opening: Character, _ closing: Character) -> [UInt8] {
        let comma = [UInt8(ascii: ",")]
        return Array(String(opening).utf8) + parts.joined(separator: comma) + Array(String(closing).utf8)
    }

    private mutating func space() -> [UInt8] {
        Int.random(in: 0..<8, using: &random) == 0 ? Array(" \n\t ".utf8) : []
    }

    private mutating func spelled(_ text: String) -> String {
        let escapes = Int.random(in: 0..<4, using: &random) == 0
        return text.unicodeScalars.map { scalar in
            let short: [Unicode.Scalar: String] = [
                "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\u{8}": "\\b",
                "\u{C}": "\\f",
            ]
            if escapes || scalar.value < 0x20, Bool.random(using: &random) || short[scalar] == nil {
                return UTF16.encode(scalar)?.map { unit in
                    let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }.joined() ?? ""
            }
            return short[scalar] ?? (escapes && scalar == "/" ? "\\/" : String(Character(scalar)))
        }.joined()
    }
}
