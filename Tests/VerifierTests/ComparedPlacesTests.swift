import JSON
import Testing

@testable import Verifier

@Suite("Values that an attempt compares again and again")
struct ComparedPlacesTests {
    private static let record = ComparedPlaces.Record(action: "orders/list", record: "order 1")

    private static func value(_ expected: JSONValue, _ seen: JSONValue?) -> ComparedPlaces.Comparand {
        ComparedPlaces.Comparand(member: JSONPointer(tokens: ["count"]), expected: expected, seen: seen)
    }

    /// Comparisons of one value in exchanges 1, 2, 3..., and since when the last is wrong.
    struct Sequence: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let values: [(expected: JSONValue, seen: JSONValue?)]
        let since: Int?
    }

    static let sequences = [
        Sequence(
            testDescription: "a value that was never compared is wrong since nobody knows when",
            values: [(1, 2)],
            since: nil
        ),
        Sequence(testDescription: "one that was right is so since then", values: [(1, 1), (2, 3)], since: 1),
        Sequence(
            testDescription: "one that stays off by the same amount is no longer so",
            values: [(1, 1), (2, 3), (3, 4)],
            since: 1
        ),
        Sequence(
            testDescription: "one that is off by more is wrong anew",
            values: [(1, 1), (2, 3), (3, 5)],
            since: 2
        ),
        Sequence(
            testDescription: "a text that stays another one is wrong since the first",
            values: [("a", "a"), ("b", "a"), ("b", "a")],
            since: 1
        ),
        Sequence(
            testDescription: "a value that was right again counts from then",
            values: [(1, 1), (1, 2), (1, 1), (1, 2)],
            since: 3
        ),
    ]

    @Test("are wrong since the request after which they were last right", arguments: sequences)
    func since(sequence: Sequence) {
        var one = ComparedPlaces()
        var all = ComparedPlaces()
        var last: (Int?, Int?) = (nil, nil)
        for (place, value) in sequence.values.enumerated() {
            let compared = Self.value(value.expected, value.seen)
            let isWrong = value.expected != value.seen
            last.0 = one.note(Self.record, compared, at: place + 1)
            last.1 =
                all.noteAll(Self.record, wrong: isWrong ? [compared] : [], at: place + 1).first
                .flatMap(\.self)
        }
        #expect(last.0 == sequence.since)
        #expect(last.1 == sequence.since)
    }
}
