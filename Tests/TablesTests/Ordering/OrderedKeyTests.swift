import JSON
import Testing

@testable import Tables

@Suite("An ordered key")
struct OrderedKeyTests {
    /// Texts that break encodings with separators, and comparisons by characters.
    static let texts = [
        "", "\0", "\0\0", "\0\u{1}", "\u{1}", "a", "a\0", "a\0b", "a\u{1}", "ab", "b", "A", "é", "e\u{301}",
        "z",
        "\u{FF}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "👩‍👩‍👧",
    ]

    @Test("orders strings by their UTF-8 bytes", arguments: texts)
    func strings(left: String) {
        for right in Self.texts {
            let isLess = left.utf8.lexicographicallyPrecedes(right.utf8)
            #expect((key(left) < key(right)) == isLess, "\(left.debugDescription) \(right.debugDescription)")
        }
    }

    @Test("distinguishes the parts of a compound key")
    func parts() {
        var together = OrderedKey()
        together.append("ab")
        together.append("c")
        var apart = OrderedKey()
        apart.append("a")
        apart.append("bc")
        #expect(together != apart)
        #expect(apart < together)
    }

    @Test("is a prefix of no other string's key", arguments: texts)
    func prefixes(left: String) {
        for right in Self.texts where !left.utf8.elementsEqual(right.utf8) {
            #expect(!key(right).bytes.starts(with: key(left).bytes))
        }
    }

    @Test("with an open end is a prefix of the keys of all texts with that prefix")
    func openEnd() {
        var beginning = OrderedKey()
        beginning.appendOpenEnded("a\0")
        #expect(key("a\0b").bytes.starts(with: beginning.bytes))
        #expect(!key("ab").bytes.starts(with: beginning.bytes))
    }

    @Test("orders numbers by their value", arguments: 1...20)
    func numbers(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var numbers: [JSONNumber] = [0, -1, 1, 10, 9, 99, 100]
        for _ in 0..<60 {
            let digits = String(Int.random(in: -9_999...9_999, using: &generator))
            let fraction =
                Bool.random(using: &generator) ? ".\(Int.random(in: 0...999, using: &generator))" : ""
            let exponent =
                Bool.random(using: &generator) ? "e\(Int.random(in: -9...9, using: &generator))" : ""
            numbers.append(try #require(JSONNumber(digits + fraction + exponent)))
        }
        for left in numbers {
            for right in numbers {
                #expect((key(left) < key(right)) == (left < right), "\(left) \(right)")
                #expect((key(left) == key(right)) == (left == right), "\(left) \(right)")
            }
        }
    }

    @Test(
        "accepts exactly the numbers that DynamoDB accepts",
        arguments: [
            ("0", true), ("-0.000", true), ("0e999999", true), ("1e125", true), ("9.99e125", true),
            ("1e126", false),
            ("1e-130", true), ("1e-131", false), ("-9.9e125", true), ("-1e126", false),
            ("12345678901234567890123456789012345678", true),
            ("123456789012345678901234567890123456789", false),
            ("123456789012345678901234567890123456780", true),
        ]
    )
    func range(text: String, isTaken: Bool) throws {
        let number = try #require(JSONNumber(text))
        #expect((OrderedNumber(number) != nil) == isTaken)
    }

    @Test("computes the first key after all keys with that prefix")
    func afterPrefix() {
        #expect(OrderedKey(encoded: [1, 2]).afterPrefix == OrderedKey(encoded: [1, 3]))
        #expect(OrderedKey(encoded: [1, 0xFF, 0xFF]).afterPrefix == OrderedKey(encoded: [2]))
        #expect(OrderedKey(encoded: [0xFF]).afterPrefix == nil)
        #expect(OrderedKey().afterPrefix == nil)
    }

    private func key(_ text: String) -> OrderedKey {
        OrderedKey(Key(.string(text)))
    }

    private func key(_ number: JSONNumber) -> OrderedKey {
        OrderedKey(Key(.number(number)))
    }
}
