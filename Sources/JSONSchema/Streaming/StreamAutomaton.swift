/// A pattern in memory that stays where it is, for ASCII texts: a ``UniformPattern``, or the table of a ``TableAutomaton``.
struct StreamAutomaton {
    private let table: UnsafeMutableBufferPointer<UInt16>
    /// The classes of ASCII characters; of a uniform pattern, 1 for those of its set.
    private let classes: UnsafeMutablePointer<UInt8>
    private let initial: UInt16
    private let endColumn: Int
    /// How many characters there may be, of a uniform pattern.
    private let count: CountLimits?

    /// Copies an automaton; ``deallocate()`` frees the copy.
    init(table: [UInt16], classes: [UInt32], initial: UInt16, endColumn: Int) {
        self.table = .allocate(capacity: table.count)
        _ = self.table.initialize(from: table)
        // There are no more classes of ASCII characters than characters.
        self.classes = Self.classes { UInt8(truncatingIfNeeded: classes[Int($0)]) }
        self.initial = initial
        self.endColumn = endColumn
        count = nil
    }

    /// Writes out a uniform pattern; ``deallocate()`` frees it.
    init(_ pattern: UniformPattern) {
        table = UnsafeMutableBufferPointer(start: nil, count: 0)
        classes = Self.classes { pattern.set.contains(UInt32($0)) ? 1 : 0 }
        initial = 0
        endColumn = 0
        count = pattern.count
    }

    private static func classes(_ value: (UInt8) -> UInt8) -> UnsafeMutablePointer<UInt8> {
        let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
        for byte in 0..<128 { (classes + byte).initialize(to: value(UInt8(byte))) }
        return classes
    }

    /// Frees the memory.
    func deallocate() {
        table.deallocate()
        classes.deallocate()
    }

    /// Whether a match is anywhere in an ASCII text.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    @inline(__always)
    func search(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let count {
            guard count.allow(text.count) else { return false }
            var all: UInt8 = 1
            for byte in text { all &= classes[Int(byte & 0x7F)] }
            return all == 1
        }
        var state = initial
        for byte in text {
            state = table[Int(state) &+ Int(classes[Int(byte & 0x7F)])]
            if state <= TableAutomaton.accepting { return state == TableAutomaton.accepting }
        }
        return table[Int(state) &+ endColumn] == TableAutomaton.accepting
    }
}
