import JSONSchema
import Testing

@Suite("Seeded random numbers")
struct SeededRandomTests {
    @Test("are SplitMix64's on every machine")
    func published() {
        var random = SeededRandom(seed: 1_234_567)
        let numbers = (0..<3).map { _ in random.next() }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("are the same for the same seed and stream, and others for another")
    func streams() {
        func numbers(_ seed: UInt64, _ stream: String) -> [UInt64] {
            var random = SeededRandom(seed: seed, stream: stream)
            return (0..<8).map { _ in random.next() }
        }
        #expect(numbers(1, "chat/send") == numbers(1, "chat/send"))
        let sets = [
            numbers(1, "chat/send"), numbers(1, "chat/reply"), numbers(2, "chat/send"), numbers(1, ""),
        ]
        #expect(Set(sets.flatMap { $0 }).count == 32)
    }

    @Test("of a stream do not change with a release")
    func stableStream() {
        var random = SeededRandom(seed: 0, stream: "walk 3")
        #expect(random.next() == 18_000_054_319_367_662_861)
    }

    @Test("reach every number of a range and none beside it", arguments: [0...0, -3...3, 7...12])
    func range(_ range: ClosedRange<Int>) {
        var random = SeededRandom(seed: 5)
        let seen = Set((0..<500).map { _ in random.number(in: range) })
        #expect(seen == Set(range))
    }

    @Test("can be drawn from all whole numbers there are")
    func widestRange() {
        var random = SeededRandom(seed: 5)
        let numbers = (0..<64).map { _ in random.number(in: Int.min...Int.max) }
        #expect(numbers.contains { $0 < 0 })
        #expect(numbers.contains { $0 > 0 })
    }

    @Test("bring elements into another order without losing one")
    func shuffling() {
        var random = SeededRandom(seed: 5)
        let shuffled = random.shuffled(1...50)
        #expect(shuffled != Array(1...50))
        #expect(shuffled.sorted() == Array(1...50))
    }

    @Test("choose nothing of nothing")
    func noElement() {
        var random = SeededRandom(seed: 5)
        #expect(random.element(of: [Int]()) == nil)
        #expect(random.element(of: [7]) == 7)
    }
}
