/// The code points sorted into classes that no set of a pattern tells apart, so that tables stay small.
struct PatternAlphabet: Sendable {
    /// The class of each ASCII character.
    let ascii: [UInt16]
    /// Where the ranges of equal class begin, ascending from 0, and the class of each.
    private let starts: [UInt32]
    private let classes: [UInt16]
    /// One code point of each class.
    let representatives: [UInt32]
    /// Whether the code points of each class are word characters; of use only when `\b` occurs.
    let isWord: [Bool]

    /// The number of classes.
    var count: Int { representatives.count }

    /// Makes the classes for some sets, in time in proportion to sets times ranges; nil when they are too many.
    init?(sets: [ScalarSet], separatesWords: Bool) {
        let sets = separatesWords ? sets + [.wordCharacters] : sets
        var boundaries: Set<UInt32> = [0]
        for range in sets.lazy.flatMap(\.ranges) {
            boundaries.insert(range.lowerBound)
            if range.upperBound < 0x10FFFF { boundaries.insert(range.upperBound + 1) }
        }
        starts = boundaries.sorted()
        var indices: [UInt32: Int] = [:]
        for (index, start) in starts.enumerated() { indices[start] = index }
        var segments = Array(repeating: 0, count: starts.count)
        for set in sets {
            // Every class that the set cuts gets a new number for the part inside.
            var renamed: [Int: Int] = [:]
            var next = (segments.max() ?? 0) + 1
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
        var numbers: [Int: UInt16] = [:]
        var representatives: [UInt32] = []
        var classes: [UInt16] = []
        for (segment, start) in zip(segments, starts) {
            if numbers[segment] == nil {
                guard let number = UInt16(exactly: representatives.count) else { return nil }
                numbers[segment] = number
                representatives.append(start)
            }
            classes.append(numbers[segment] ?? 0)
        }
        self.classes = classes
        self.representatives = representatives
        isWord = representatives.map(ScalarSet.wordCharacters.contains)
        ascii = (0..<128).map { [starts] value in classes[Self.segment(of: value, in: starts)] }
    }

    /// The class of a code point, in O(log n) of the ranges.
    func classIndex(of value: UInt32) -> Int {
        Int(classes[Self.segment(of: value, in: starts)])
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
