import JSON
import JSONSchema

/// The documents of the benchmark: sixteen of each kind, so that the branch predictor cannot learn one by heart.
enum Documents {
    static let count = 16

    /// An answer of 100 messages, about 31 KB.
    static func answer(_ seed: Int) -> [UInt8] {
        var random = Random(seed: seed)
        let conversation = random.uuid()
        let messages = (0..<100).map { number -> JSONValue in
            [
                "message_id": .string(random.uuid()),
                "conversation_id": .string(conversation),
                "sender_id": .string(
                    random.number(2) == 0 ? "admin-\(random.number(40))" : "user-\(random.number(9_000))"
                ),
                "sender_type": random.number(2) == 0 ? "admin" : "user",
                "message_text": .string(random.text(words: 9 + random.number(15))),
                "created_at": .number(JSONNumber(1_767_225_600_000 + number * 1_000 + random.number(1_000))),
                "is_read": .bool(random.number(2) == 0),
            ]
        }
        return JSONValue.object(["messages": .array(messages), "next_cursor": nil]).serialized()
    }

    /// A message as it is sent, about 164 bytes.
    static func body(_ seed: Int) -> [UInt8] {
        var random = Random(seed: seed)
        return JSONValue.object([
            "action": "chat/send", "user_id": .string("user-\(random.number(9_000))"),
            "store_url": .string("https://store-\(random.number(90)).example.com"),
            "message": .string(random.text(words: 1 + random.number(3))),
            "conversation_id": .string(random.uuid()),
        ]).serialized()
    }
}

/// A small generator of numbers (Steele and others, SplitMix64), the same in every run.
private struct Random {
    private static let words = [
        "parcel", "Monday", "where", "the", "is", "thank", "you", "refund", "size", "two", "caf\u{E9}",
        "\"soon\"",
        "please", "order", "late\n", "\u{1F600}", "and", "again", "shop", "colour",
    ]
    private var random: SeededRandom

    init(seed: Int) {
        random = SeededRandom(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    }

    mutating func number(_ limit: Int) -> Int { random.number(in: 0...limit - 1) }

    mutating func text(words count: Int) -> String {
        (0..<count).map { _ in Self.words[number(Self.words.count)] }.joined(separator: " ")
    }

    mutating func uuid() -> String {
        let digits = (0..<32).map { _ in String(number(16), radix: 16) }.joined()
        var rest = Substring(digits)
        return [8, 4, 4, 4, 12].map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }.joined(separator: "-")
    }
}
