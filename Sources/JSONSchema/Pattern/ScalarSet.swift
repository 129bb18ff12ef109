/// A set of Unicode code points, as sorted, disjoint ranges that do not touch.
///
/// Code points are plain numbers, because a pattern may name surrogates, which no Swift string holds.
struct ScalarSet: Sendable, Hashable {
    /// The ranges in ascending order, with a gap between any two.
    private(set) var ranges: [ClosedRange<UInt32>]

    /// Every code point.
    static let all = ScalarSet(0...0x10FFFF)
    /// ECMA-262 `\d`.
    static let digits = ScalarSet(0x30...0x39)
    /// ECMA-262 `\w` without the `i` flag.
    static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// ECMA-262 LineTerminator.
    static let lineTerminators = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
    /// ECMA-262 `\s`: WhiteSpace (with every Space_Separator) and LineTerminator.
    static let whitespace = ScalarSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ])

    init(_ range: ClosedRange<UInt32>) {
        ranges = [range]
    }

    /// Creates a set from ranges in any order, overlapping or not, in O(n log n).
    init(_ unordered: [ClosedRange<UInt32>]) {
        ranges = []
        for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            append(range)
        }
    }

    /// The code points that are not in this set.
    var inverted: ScalarSet {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if next < range.lowerBound { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return ScalarSet(result)
    }

    /// The code points of either set.
    func union(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(ranges + other.ranges)
    }

    /// Whether the set holds a code point, in O(log n).
    func contains(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }

    /// Adds a range that begins at or after the beginning of the last one.
    private mutating func append(_ range: ClosedRange<UInt32>) {
        guard let last = ranges.last, range.lowerBound <= last.upperBound &+ 1 else {
            return ranges.append(range)
        }
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
    }
}
