/// Equivalence classes of code points that no set of a pattern distinguishes, so that tables stay small.
///
/// A class, since the matchers copy it in their inner loops.
final class PatternAlphabet: Sendable {
    private static let maximumMembershipCount = 250_000

    /// The class of each ASCII character.
    let ascii: [UInt32]
    /// The starts of the ranges of equal class, ascending from 0, and the class of each.
    private let starts: [UInt32]
    private let classes: [UInt32]
    /// One code point of each class.
    let representatives: [UInt32]
    /// Whether the code points of each class are word characters; of use only when `\b` occurs.
    let isWord: [Bool]

    /// Whether a set holds a class, set after set; empty when that would be large.
    private let membership: [Bool]
    private let sets: [ScalarSet]

    /// The number of classes.
    var count: Int { representatives.count }

    /// Creates the classes for some sets, in time in proportion to sets times ranges.
    init(sets: [ScalarSet], separatesWords: Bool) {
        let cutting = separatesWords ? sets + [.wordCharacters] : sets
        var boundaries: Set<UInt32> = [0]
        for range in cutting.lazy.flatMap(\.ranges) {
            boundaries.insert(range.lowerBound)
            if range.upperBound < 0x10FFFF { boundaries.insert(range.upperBound + 1) }
        }
        starts = boundaries.sorted()
        var indices: [UInt32: Int] = [:]
        for (index, start) in starts.enumerated() { indices[start] = index }
        var segments = Array(repeating: 0, count: starts.count)
        var next = 1
        for set in cutting {
            // Every class that the set cuts gets a new number for the part inside.
            var renamed: [Int: Int] = [:]
            for range in set.ranges {
                var index = indices[range.lowerBound] ?? 0
                while index < starts.count, starts[index] <= range.upperBound {
                    let inside = renamed[segments[index]] ?? next
                    if inside == next {
                        renamed[segments[index]] = next
                        next += 1
                    }
                    segments[index] = inside
                    index += 1
                }
            }
        }
        var numbers: [Int: UInt32] = [:]
        var representatives: [UInt32] = []
        var classes: [UInt32] = []
        for (segment, start) in zip(segments, starts) {
            let number = numbers[segment] ?? UInt32(representatives.count)
            if number == representatives.count {
                numbers[segment] = number
                representatives.append(start)
            }
            classes.append(number)
        }
        self.classes = classes
        self.representatives = representatives
        isWord = representatives.map(ScalarSet.wordCharacters.contains)
        self.sets = sets
        membership =
            sets.count * representatives.count <= Self.maximumMembershipCount
            ? sets.flatMap { set in representatives.map(set.contains) } : []
        ascii = (0..<128).map { [starts] value in classes[Self.segment(of: value, in: starts)] }
    }

    /// Whether the code points of a class are in the set with this index.
    func contains(_ classIndex: Int, inSet set: Int) -> Bool {
        membership.isEmpty
            ? sets[set].contains(representatives[classIndex])
            : membership[set * representatives.count + classIndex]
    }

    /// The class of a code point, in O(log n) of the ranges.
    func classIndex(of value: UInt32) -> Int {
        value < 0x80 ? Int(ascii[Int(value)]) : Int(classes[Self.segment(of: value, in: starts)])
    }

    private static func segment(of value: UInt32, in starts: [UInt32]) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }
}
