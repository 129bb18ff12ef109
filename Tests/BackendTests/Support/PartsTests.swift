import Testing

@testable import Backend

@Suite("The preview of a message")
struct LastMessageTests {
    @Test(
        "is a prefix by bytes, of at most 100 characters, and not empty",
        arguments: [
            "x", String(repeating: "x", count: 500), String(repeating: "é", count: 101),
            String(repeating: "👩‍👩‍👧", count: 300), String(repeating: "e\u{301}", count: 100),
            "a" + String(repeating: "\u{301}", count: 50_000), String(repeating: "\r\n", count: 200),
            "ab" + String(repeating: "\u{301}", count: 50_000) + "c",
            "\u{301}" + String(repeating: "\u{301}", count: 9_000),
        ]
    )
    func prefix(text: String) {
        let preview = LastMessage.preview(of: text)
        #expect(!preview.isEmpty)
        #expect(preview.count <= 100)
        #expect(preview.utf8.count <= 4_096)
        #expect(text.utf8.starts(with: preview.utf8))
    }

    @Test("keeps 100 characters of an ordinary text", arguments: ["x", "é", "👩"])
    func hundred(character: String) {
        let preview = LastMessage.preview(of: String(repeating: character, count: 150))
        #expect(preview == String(repeating: character, count: 100))
    }
}

@Suite("Ids")
struct IdentifierTests {
    static let sources: [any IdentifierSource] = [RandomIdentifiers(), SeededIdentifiers(seed: 7)]

    @Test("are version 4 UUIDs in lower case, links are 9 of A-Z0-9, none twice", arguments: sources.indices)
    func shape(index: Int) {
        let source = Self.sources[index]
        let uuids = (0..<2_000).map { _ in source.identifier() }
        let pattern = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(uuids.allSatisfy { $0.wholeMatch(of: pattern) != nil })
        #expect(Set(uuids).count == 2_000)
        let links = (0..<2_000).map { _ in source.linkIdentifier() }
        #expect(links.allSatisfy { $0.wholeMatch(of: /[A-Z0-9]{9}/) != nil })
        #expect(Set(links).count == 2_000)
    }

    @Test("repeat with their seed and differ with another")
    func seeds() {
        #expect(SeededIdentifiers(seed: 1).identifier() == SeededIdentifiers(seed: 1).identifier())
        #expect(SeededIdentifiers(seed: 1).identifier() != SeededIdentifiers(seed: 2).identifier())
    }
}

@Suite("An entity tag")
struct EntityTagTests {
    @Test("differs for bodies that differ in a bit, a byte or their length")
    func differs() {
        var tags: Set<String> = []
        var count = 0
        for length in 0..<40 {
            tags.insert(EntityTag.tag(of: [UInt8](repeating: 0, count: length)))
            count += 1
            for bit in 0..<length * 8 {
                var body = [UInt8](repeating: 0, count: length)
                body[bit / 8] = 1 << UInt8(bit % 8)
                tags.insert(EntityTag.tag(of: body))
                count += 1
            }
        }
        #expect(tags.count == count)
    }
}

@Suite("Base64url")
struct Base64URLTests {
    @Test("round-trips")
    func roundTrip() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Base64URL.encode(Array("f~?>".utf8)) == "Zn4_Pg")
    }

    @Test("refuses other characters", arguments: ["+", "/", "=", " ", "é", "a\n"])
    func refuses(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}

@Suite("A clock")
struct TimeSourceTests {
    @Test("of the system returns milliseconds")
    func system() {
        #expect(SystemTime().now() > 1_700_000_000_000)
    }

    @Test("that is shifted starts at the given time and does not go back")
    func shifted() {
        let time = ShiftedTime(startingAt: 5_000)
        let first = time.now()
        #expect(first >= 5_000)
        #expect(time.now() >= first)
    }

    @Test("that is shifted to the last time stops there")
    func endOfTime() async throws {
        let time = ShiftedTime(startingAt: .max - 1)
        try await Task.sleep(for: .milliseconds(5))
        #expect(time.now() == .max)
    }

    @Test("that is set by hand does not advance")
    func manual() {
        let time = ManualTime(1)
        time.advance(by: 5)
        #expect(time.now() == 6)
        time.set(2)
        #expect(time.now() == 2)
    }
}
