import Testing

@testable import JSONSchema

@Suite("A pattern")
struct PatternMatchingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let source: String
        let matching: [String]
        let other: [String]

        init(_ source: String, matches matching: [String], not other: [String]) {
            self.source = source
            self.matching = matching
            self.other = other
        }

        var testDescription: String { source }
    }

    @Test(
        "matches as ECMA-262 says",
        arguments: [
            Case("", matches: ["", "x"], not: []),
            Case("[]", matches: [], not: ["", "x"]),
            Case("^[^]$", matches: ["x", "\n", "😀"], not: ["", "xx"]),
            Case("b", matches: ["abc"], not: ["", "ac"]),
            Case("^a|b$", matches: ["ax", "xb"], not: ["xa", "bx", ""]),
            Case("^(?:a|b)$", matches: ["a", "b"], not: ["ax", "ab"]),
            Case("^(?:ab){2,3}$", matches: ["abab", "ababab"], not: ["ab", "abababab"]),
            Case("^a{0}$", matches: [""], not: ["a"]),
            Case("^(a?){3}$", matches: ["", "a", "aaa"], not: ["aaaa"]),
            Case(
                "^.$",
                matches: ["x", "😀", "\u{85}"],
                not: ["\n", "\r", "\u{2028}", "\u{2029}", "\r\n", ""]
            ),
            Case(
                "^\\s+$",
                matches: [" \t\n\u{B}\u{C}\r\u{A0}\u{FEFF}\u{3000}\u{2028}"],
                not: ["\u{180E}", "\u{85}", "x"]
            ),
            Case("^\\d\\D\\w\\W$", matches: ["1x_-", "9éZ€"], not: ["1xé-", "٣x_-"]),
            Case("^abc$", matches: ["abc"], not: ["abc\n"]),
            Case("\\bcat\\b", matches: ["cat", "a cat!", "écaté"], not: ["cats", "bobcat", "_cat"]),
            Case("\\Bcat", matches: ["bobcat"], not: ["cat", "a cat"]),
            Case("^\\B$", matches: [""], not: ["a"]),
            Case("^[\\b]$", matches: ["\u{8}"], not: ["b"]),
            Case("^\\u{1F600}$", matches: ["😀"], not: ["😁"]),
            Case("^\\uD83D\\uDE00$", matches: ["😀"], not: ["😁"]),
            Case("^[😀-😂]{2}$", matches: ["😀😂", "😁😁"], not: ["😀", "😃😃"]),
            Case("\\uD83D", matches: [], not: ["😀"]),
            Case("^é$", matches: ["é"], not: ["e\u{301}"]),
            Case("^.{2}$", matches: ["e\u{301}", "🇩🇪"], not: ["é", "👨‍👩‍👧"]),
            Case("^[^a-y]$", matches: ["z", "é"], not: ["a", ""]),
            Case("^\\p{Lu}\\p{Ll}+$", matches: ["Élan", "Ωμέγα"], not: ["élan", "ΩΜΕΓΑ"]),
            Case("^\\P{L}$", matches: ["1", "€"], not: ["a", "é"]),
            Case("^[\\p{Nd}\\P{L}]$", matches: ["1", "-"], not: ["x"]),
            Case("^\\p{Script=Greek}+$", matches: ["αβγ"], not: ["abc"]),
            Case("^\\p{sc=Han}$", matches: ["漢", "𠀀"], not: ["か"]),
            Case("^\\p{Emoji_Presentation}$", matches: ["😀"], not: ["1"]),
            Case("^\\p{Cn}$", matches: ["\u{378}", "\u{FFFF}", "\u{10FFFF}"], not: ["a", "\u{E000}"]),
            Case("^\\p{Co}$", matches: ["\u{E000}", "\u{F0000}", "\u{10FFFD}"], not: ["a", "\u{10FFFE}"]),
            Case("^(?=.*\\d)(?=.*[a-z]).{4,}$", matches: ["abc1", "1xyz"], not: ["abcd", "1a", "1234"]),
            Case("^(?!\\s*$).+", matches: ["a", " a "], not: ["", "   "]),
            Case("^(?!.*admin)", matches: ["user"], not: ["the admin"]),
            Case("(?<=\\$)\\d+", matches: ["cost $5"], not: ["cost 5$"]),
            Case("(?<!a)b", matches: ["b", "cb"], not: ["ab", "aab"]),
            Case("(?<=^a(?=b).*)c$", matches: ["abc", "abxxc"], not: ["acc", "c"]),
            Case("^(?:(?=a)|b)+", matches: ["a", "b"], not: ["c", ""]),
            Case("^(a+)b\\1$", matches: ["aba", "aabaa"], not: ["aab", "ab", "abaa"]),
            Case("^(?<q>['\"]).*\\k<q>$", matches: ["'a'", "\"\""], not: ["'a\""]),
            Case("^(?:(?<x>a)|(?<x>b))\\k<x>$", matches: ["aa", "bb"], not: ["ab", "ba"]),
            Case("^\\1(a)$", matches: ["a"], not: ["aa"]),
            Case("^(?:(a)|b)*\\1$", matches: ["ab", "aa", ""], not: ["c"]),
            Case(
                "^(z)((a+)?(b+)?(c))*\\3$",
                matches: ["zaacbbbcaca", "zaacaa", "z"],
                not: ["zaacbbbcac", "zaaca", "zb"]
            ),
            Case("^(?=(a+))\\1b$", matches: ["aab"], not: ["aac"]),
            Case("(?<=\\1(a))b", matches: ["aab"], not: ["ab"]),
            Case("^(?!(a)\\1)a", matches: ["ab"], not: ["aa"]),
            Case("^(a*)*\\1$", matches: ["", "aa"], not: ["b"]),
        ]
    )
    func matching(_ example: Case) throws {
        let pattern = try Pattern(example.source)
        for text in example.matching {
            #expect(pattern.search(in: text) == .found, "\(text.debugDescription)")
        }
        for text in example.other {
            #expect(pattern.search(in: text) == .notFound, "\(text.debugDescription)")
        }
    }

    @Test(
        "answers at once where a backtracking matcher would hang",
        arguments: [
            "(a+)+b", "(a|a)*b", "^(a|aa)+$", "(.*)(.*)(.*)(.*)(.*)x", "(?=(a+)+b)c", "(?:a?){200}a{200}b",
            "(a*)*b", "(?:(?:a+)+)+b", "^(?!(a+)+!).*b$", "(?<=(a+)+b)c",
        ]
    )
    func hostile(source: String) throws {
        let text = String(repeating: "a", count: 100_000) + "!"
        #expect(try Pattern(source).search(in: text) == .notFound)
    }

    @Test(
        "gives up a search with back-references that would take too long",
        arguments: ["(a*)*\\1b", "^(a+)+\\1b"]
    )
    func givingUp(source: String) throws {
        let text = String(repeating: "a", count: 5_000)
        let match = try Pattern(source).search(in: text)
        guard case .gaveUp(let steps) = match else {
            Issue.record("\(match)")
            return
        }
        #expect(steps > PatternBacktracker.budget(length: text.utf8.count))
    }

    @Test(
        "gives the same answers to many threads at once",
        arguments: ["^[0-9a-f]{4}$", "(a|b)*a(a|b){9}c", "(?=b)b"]
    )
    func threads(source: String) async throws {
        let pattern = try Pattern(source)
        let texts = (0..<64).map { index in
            let number = String(index * 997, radix: 16)
            return String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
                + (index % 2 == 0 ? "" : "c")
        }
        let expected = texts.map { pattern.search(in: $0) }
        await withTaskGroup(of: [PatternMatch].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<20).flatMap { _ in texts.map { pattern.search(in: $0) } } }
            }
            for await answers in group {
                #expect(answers == (0..<20).flatMap { _ in expected })
            }
        }
    }
}
