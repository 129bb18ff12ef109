/// The members of an object, or items of an array, that some keyword has evaluated, on which `unevaluatedProperties` and
/// `unevaluatedItems` depend.
///
/// Members are named by their place in the object. The first 64 take no memory of their own.
struct EvaluatedPositions {
    /// Whether all have been evaluated.
    private(set) var isComplete = false
    private var low: UInt64 = 0
    private var high: [UInt64] = []

    /// Adds one position.
    mutating func insert(_ position: Int) {
        guard position >= 64 else {
            low |= 1 << UInt64(position)
            return
        }
        let word = position / 64 - 1
        while high.count <= word { high.append(0) }
        high[word] |= 1 << UInt64(position % 64)
    }

    /// Adds all positions.
    mutating func insertAll() {
        isComplete = true
    }

    /// Whether a position has been noted.
    func contains(_ position: Int) -> Bool {
        if isComplete { return true }
        guard position >= 64 else { return low & (1 << UInt64(position)) != 0 }
        let word = position / 64 - 1
        return word < high.count && high[word] & (1 << UInt64(position % 64)) != 0
    }

    /// Adds the positions of another set.
    mutating func formUnion(_ other: Self) {
        isComplete = isComplete || other.isComplete
        low |= other.low
        while high.count < other.high.count { high.append(0) }
        for (word, bits) in other.high.enumerated() { high[word] |= bits }
    }
}
