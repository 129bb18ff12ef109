import JSON
import Testing

@testable import Tables

@Suite("An ordered map")
struct OrderedMapTests {
    @Test("behaves like a sorted list, over thousands of random changes", arguments: 1...6)
    func model(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var map = OrderedMap<Int>()
        var model: [OrderedKey: Int] = [:]
        // Seeds differ in how much they remove, so that trees grow, shrink and empty.
        let keys = seed % 3 == 0 ? 60 : 3_000
        for step in 0..<6_000 {
            let key = randomKey(below: keys, &generator)
            if Int.random(in: 0..<10, using: &generator) < (step < 3_000 ? 3 : 3 + Int(seed % 5)) {
                map.remove(key)
                model[key] = nil
            } else {
                map.set(step, for: key)
                model[key] = step
            }
            if step % 500 == 0 { expect(map, toHold: model, &generator) }
        }
        expect(map, toHold: model, &generator)
        for key in model.keys.shuffled(using: &generator) { map.remove(key) }
        #expect(map.isEmpty)
        #expect(pairs(of: map).isEmpty)
    }

    @Test("finds the differences to a copy, and skips shared leaves", arguments: [0, 1, 40, 3_000])
    func differences(changes: Int) {
        var generator = SeededGenerator(seed: UInt64(changes))
        var original = OrderedMap<Int>()
        for number in 0..<3_000 { original.set(number, for: key(number)) }
        var copy = original
        var expected: [OrderedKey: (old: Int?, new: Int?)] = [:]
        for change in 0..<changes {
            let key = randomKey(below: 4_000, &generator)
            let isRemoved = change.isMultiple(of: 3)
            if isRemoved { copy.remove(key) } else { copy.set(-change, for: key) }
            expected[key] = (original[key], copy[key])
        }
        let found = original.differences(to: copy).filter { $0.old != $0.new }
        let wanted = expected.sorted { $0.key < $1.key }.map(\.value).filter { $0.old != $0.new }
        #expect(found.map(\.old) == wanted.map(\.old) && found.map(\.new) == wanted.map(\.new))
        #expect(changes > 40 || original.differences(to: copy).count <= 40 * (changes + 1))
        #expect(copy.differences(to: original).filter { $0.old != $0.new }.count == wanted.count)
    }

    @Test("is independent of its copies")
    func copies() {
        var original = OrderedMap<Int>()
        for number in 0..<2_000 { original.set(number, for: key(number)) }
        var copy = original
        for number in stride(from: 0, to: 2_000, by: 2) { copy.remove(key(number)) }
        original.set(-1, for: key(1))
        #expect(original.count == 2_000)
        #expect(copy.count == 1_000)
        #expect(copy[key(1)] == 1)
        #expect(copy[key(2)] == nil)
        #expect(original[key(2)] == 2)
    }

    @Test("ignores the removal of a missing key")
    func absent() {
        var map = OrderedMap<Int>()
        map.remove(key(1))
        map.set(1, for: key(1))
        map.remove(key(2))
        #expect(map.count == 1)
    }

    @Test("stops when the visitor returns false", arguments: [false, true])
    func stops(descending: Bool) {
        var map = OrderedMap<Int>()
        for number in 0..<500 { map.set(number, for: key(number)) }
        var seen: [Int] = []
        map.forEach(descending: descending) { _, value in
            seen.append(value)
            return seen.count < 3
        }
        #expect(seen == (descending ? [499, 498, 497] : [0, 1, 2]))
    }

    private func expect(
        _ map: OrderedMap<Int>,
        toHold model: [OrderedKey: Int],
        _ generator: inout SeededGenerator
    ) {
        let sorted = model.sorted { $0.key < $1.key }
        #expect(map.count == sorted.count)
        #expect(pairs(of: map) == sorted.map(\.value))
        for _ in 0..<20 {
            let lower = randomKey(below: 3_000, &generator)
            let upper = randomKey(below: 3_000, &generator)
            let inRange = sorted.filter { $0.key >= lower && $0.key < upper }.map(\.value)
            #expect(pairs(of: map, from: lower, upTo: upper) == inRange)
            #expect(pairs(of: map, from: lower, upTo: upper, descending: true) == inRange.reversed())
            #expect(map[lower] == model[lower])
        }
    }

    private func pairs(
        of map: OrderedMap<Int>,
        from lower: OrderedKey? = nil,
        upTo upper: OrderedKey? = nil,
        descending: Bool = false
    ) -> [Int] {
        var values: [Int] = []
        map.forEach(from: lower, upTo: upper, descending: descending) { _, value in
            values.append(value)
            return true
        }
        return values
    }

    private func randomKey(below limit: Int, _ generator: inout SeededGenerator) -> OrderedKey {
        key(Int.random(in: 0..<limit, using: &generator))
    }

    private func key(_ number: Int) -> OrderedKey {
        OrderedKey(Key(.number(.init(number))))
    }
}
