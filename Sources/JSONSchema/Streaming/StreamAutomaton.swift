/// The table of a ``TableAutomaton`` in memory that stays where it is, for ASCII texts.
struct StreamAutomaton {
    private let table: UnsafeMutableBufferPointer<UInt16>
    private let classes: UnsafeMutableBufferPointer<UInt8>
    private let initial: UInt16
    private let endColumn: Int

    /// Copies an automaton; ``deallocate()`` frees the copy.
    init(table: [UInt16], classes: [UInt32], initial: UInt16, endColumn: Int) {
        self.table = .allocate(capacity: table.count)
        _ = self.table.initialize(from: table)
        self.classes = .allocate(capacity: classes.count)
        // There are no more classes of ASCII characters than characters.
        _ = self.classes.initialize(from: classes.map { UInt8(truncatingIfNeeded: $0) })
        self.initial = initial
        self.endColumn = endColumn
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
        var state = initial
        for byte in text {
            state = table[Int(state) &+ Int(classes[Int(byte & 0x7F)])]
            if state <= TableAutomaton.accepting { return state == TableAutomaton.accepting }
        }
        return table[Int(state) &+ endColumn] == TableAutomaton.accepting
    }
}
