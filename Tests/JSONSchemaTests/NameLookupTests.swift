import Testing

@testable import JSONSchema

@Suite("A table of a schema's names")
struct NameLookupTests {
    private static let names = [
        "", "a", "b", "ab", "ba", "aba", "abb", "abcd", "abce", "message", "message_id", "conversation_id",
        "a name of more than sixteen bytes", "a name of MORE than sixteen bytes", "caf\u{E9}", "cafe\u{301}",
    ]

    @Test("finds each name, and each only by its bytes", arguments: names.indices)
    func finds(place: Int) {
        #expect(NameLookup(Self.names).place(of: Self.names[place]) == place)
        let others = NameLookup(Self.names.enumerated().filter { $0.offset != place }.map(\.element))
        #expect(others.place(of: Self.names[place]) == nil)
    }

    @Test("finds nothing where it is empty")
    func empty() {
        #expect(NameLookup([]).place(of: "a") == nil)
    }
}
