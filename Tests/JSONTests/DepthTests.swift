import JSON
import Testing

@Suite("Nesting")
struct DepthTests {
    private static func arrays(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    private static func objects(_ depth: Int) -> String {
        String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    }

    @Test("is taken to exactly the limit", arguments: [0, 1, 2, 3, 33, 512, 1024])
    func limit(maximum: Int) throws {
        let parser = JSONParser(maximumDepth: maximum)
        if maximum > 0 {
            _ = try parser.parse(Self.arrays(maximum))
            _ = try parser.parse(Self.objects(maximum))
        } else {
            #expect(try parser.parse("1") == 1)
        }
        for text in [Self.arrays(maximum + 1), Self.objects(maximum + 1)] {
            let error = try #require(throws: JSONError.self) { try parser.parse(text) }
            #expect(error.kind == .tooDeep(limit: maximum))
        }
    }

    @Test("has a limit of 512 by default, not counting what is beside")
    func standard() throws {
        _ = try JSONValue(parsing: "[[1],{},[2],\(Self.arrays(511))]")
        let error = try #require(throws: JSONError.self) {
            try JSONValue(parsing: "[[1],\(Self.objects(512))]")
        }
        #expect(error.position.offset == 5 + 511 * 5)
    }

    @Test(
        "of 100,000 levels is refused whatever limit is set",
        arguments: [Int.min, -1, 0, 512, 1024, 100_000, Int.max]
    )
    func hostile(maximum: Int) throws {
        let parser = JSONParser(maximumDepth: maximum, duplicateNames: .keepLast)
        let texts = [
            Self.arrays(100_000), Self.objects(100_000), String(repeating: "[", count: 100_000),
            String(repeating: #"[{"":"#, count: 50_000),
        ]
        for text in texts {
            let error = try #require(throws: JSONError.self) { try parser.parse(text) }
            #expect(error.kind == .tooDeep(limit: min(max(maximum, 0), JSONParser.greatestMaximumDepth)))
        }
    }

    @Test("as deep as can be set is compared, hashed, sorted and written")
    func deepest() throws {
        let text = Self.objects(JSONParser.greatestMaximumDepth)
        let parser = JSONParser(maximumDepth: .max)
        let value = try parser.parse(text)
        let other = try parser.parse(text)
        #expect(value == other)
        #expect(value.hashValue == other.hashValue)
        #expect(value.compactText == text)
        #expect(value.sorted() == value)
    }
}
