/// An interval of encoded keys, with a direction.
public struct KeyInterval: Sendable, Hashable {
    /// The first key.
    public var lower: OrderedKey
    /// The key after the last one; `nil` when nothing follows.
    public var upper: OrderedKey?
    /// Whether the largest key comes first.
    public var isDescending: Bool

    /// Creates an interval; by default of all keys, smallest first.
    public init(
        from lower: OrderedKey = OrderedKey(),
        upTo upper: OrderedKey? = nil,
        isDescending: Bool = false
    ) {
        self.lower = lower
        self.upper = upper
        self.isDescending = isDescending
    }

    /// Cuts the interval behind a key of it, in its direction.
    func cut(behind key: OrderedKey) -> (covered: KeyInterval, rest: KeyInterval) {
        var (covered, rest) = (self, self)
        if isDescending {
            covered.lower = key
            rest.upper = key
        } else {
            covered.upper = key.next
            rest.lower = key.next
        }
        return (covered, rest)
    }
}

extension OrderedMap {
    /// Returns the entries of an interval, in its direction.
    /// - Complexity: O(log *n* + *k*) for *k* entries.
    func entries(in interval: KeyInterval) -> [(key: OrderedKey, value: Value)] {
        guard !isEmpty else { return [] }
        var entries: [(key: OrderedKey, value: Value)] = []
        forEach(from: interval.lower, upTo: interval.upper, descending: interval.isDescending) { key, value in
            entries.append((key, value))
            return true
        }
        return entries
    }
}

extension [KeptItems.Entry] {
    /// Merges entries with others of other keys; both are sorted in the same direction.
    func merged(with others: [Element], isDescending: Bool) -> [Element] {
        guard !others.isEmpty else { return self }
        guard !isEmpty else { return others }
        var merged: [Element] = []
        merged.reserveCapacity(count + others.count)
        var (left, right) = (self[...], others[...])
        while let first = left.first, let second = right.first {
            if (first.key < second.key) != isDescending {
                merged.append(first)
                left.removeFirst()
            } else {
                merged.append(second)
                right.removeFirst()
            }
        }
        return merged + left + right
    }
}
