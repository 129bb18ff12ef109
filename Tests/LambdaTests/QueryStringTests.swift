import Lambda
import Testing

@Suite("A query string")
struct QueryStringTests {
    @Test(
        "decodes what clients send",
        arguments: [
            ("a=b%20c", "b c"),
            ("a=b+c", "b c"),
            ("a=b%2Bc", "b+c"),
            ("a=%C3%A9", "é"),
            ("a=%f0%9f%91%8d", "👍"),
            ("a=1=2", "1=2"),
            ("a=", ""),
            ("a", ""),
            ("x=1&a=2", "2"),
            ("a=1&a=2", "1"),
            ("&&a=1&&", "1"),
            ("%61=1", "1"),
        ]
    )
    func decodes(raw: String, value: String) {
        #expect(QueryString(parsing: raw)["a"].map { Array($0.utf8) } == Array(value.utf8))
    }

    @Test(
        "keeps a percent sign without two hexadecimal digits",
        arguments: ["100%", "%", "%4", "%zz", "%%41"]
    )
    func strayPercent(text: String) {
        let expected = text == "%%41" ? "%A" : text
        #expect(QueryString(parsing: "a=" + text)["a"] == expected)
    }

    @Test(
        "decodes invalid UTF-8 as replacement characters",
        arguments: ["%FF", "%C3", "%ED%A0%80"]
    )
    func invalidBytes(text: String) throws {
        let value = try #require(QueryString(parsing: "a=" + text)["a"])
        #expect(value.unicodeScalars.allSatisfy { $0 == "\u{FFFD}" } && !value.isEmpty)
    }

    @Test("has no value for a name that differs in case or in normal form")
    func comparesByBytes() {
        let query = QueryString(parsing: "A=1&%C3%A9=2")
        #expect(query["a"] == nil)
        #expect(query["e\u{301}"] == nil)
        #expect(query["\u{E9}"] == "2")
    }

    @Test(
        "round-trips",
        arguments: ["", "a b+c&d=e%f", "é e\u{301} 👩‍👩‍👧", "\u{0}\u{1F}\n", "https://shop.example.com/?a=b#c"]
    )
    func roundTrip(text: String) {
        let query = QueryString([.init("user id", text), .init("action", "chat/send")])
        let decoded = QueryString(parsing: query.encoded)
        #expect(decoded["user id"].map { Array($0.utf8) } == Array(text.utf8))
        #expect(decoded["action"] == "chat/send")
        #expect(!query.encoded.contains("+") && !query.encoded.contains(" "))
    }
}
