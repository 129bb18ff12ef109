import Contracts
import Testing

@Suite("A pattern for names")
struct NamePatternTests {
    @Test(
        "matches whole names",
        arguments: [
            ("chat/*", "chat/send"), ("*", ""), ("*end", "chat/send"), ("c?at/*e?d", "chat/send"),
            ("a**b", "ab"),
            ("*a*b", "xaxab"), ("?", "é"), ("", ""),
        ]
    )
    func matches(pattern: String, name: String) {
        #expect(NamePattern(pattern).matches(name))
    }

    @Test(
        "does not match others, nor parts of names",
        arguments: [
            ("chat", "chat/send"), ("?", ""), ("chat/?", "chat/"), ("*a", "ab"), ("", "a"), ("Chat*", "chat"),
        ]
    )
    func differs(pattern: String, name: String) {
        #expect(!NamePattern(pattern).matches(name))
    }

    @Test("takes no long time for a pattern with many stars", .timeLimit(.minutes(1)))
    func manyStars() {
        let pattern = NamePattern(String(repeating: "a*", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5_000)))
    }
}
