import JSON
import JSONSchema

/// The free values of walks: texts, amounts, names of clients.
enum WalkValues {
    /// Texts that often cause errors: other scripts, combining marks, syntax of other formats.
    static let texts: [String] = [
        "Hello", "Where is order 1001?", " spaces around ", "ab\u{301}c", "\u{E9} is not e\u{301}",
        "שלום, עולם",
        "日本語のテキスト", "👩‍👩‍👧‍👦 and 🇳🇴", "\u{1F600}\u{10FFFD}", "<b>&amp;]]></b>", "'; DROP TABLE Messages; --",
        "\\\"quoted\\\"",
        "100% + 1 = {x}", "null", "0", "true", "a/b?c=d&e=f#g", "İstanbul ß ﬁ", "\u{FEFF}mark", "x",
        String(repeating: "long ", count: 60), String(repeating: "é👍", count: 120),
    ]

    /// Texts for addresses.
    static let addresses = ["mira@example.com", "o'neil+tag@example.com", "用户@example.com", "a@b"]

    /// Amounts whose sum is inexact in floating point, and the maximum.
    static let amounts: [JSONValue] = [
        "0.1", "0.2", "0.01", "0", "12.5", "99.99", "1000000000000", "3", "70.07",
    ]
    .compactMap { JSONNumber($0).map(JSONValue.number) }

    /// Numbers of records to request.
    static let limits: [JSONValue] = ["1", "2", "3", "10", "99", "100", "101", "1000"]

    /// The suffixes of clients' ids: few, so that they repeat; some differ only by bytes.
    static let clients = ["1", "2", "\u{E9}", "e\u{301}", "名", "A", "a"]
}
