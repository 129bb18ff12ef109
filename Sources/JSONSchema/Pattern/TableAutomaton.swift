/// A deterministic automaton with a precomputed table: immutable, without a lock, one look-up for
/// each character.
///
/// A class, so that a search copies one reference and not the arrays.
final class TableAutomaton: Sendable {
    /// More work than this is left to ``LazyAutomaton``, so that compiling a schema stays quick.
    private static let maximumWork = 200_000

    /// States are offsets into the table; these two come first and have no row.
    private static let dead: UInt16 = 0
    static let accepting: UInt16 = 1

    private let alphabet: PatternAlphabet
    private let table: [UInt16]
    private let initial: UInt16
    /// The column of the end of the text, after those of the classes.
    private let endColumn: Int

    /// Builds the whole table; nil when it would be large.
    init?(_ determinizer: PatternDeterminizer) {
        var determinizer = determinizer
        let alphabet = determinizer.alphabet
        let stride = alphabet.count + 1
        // The two special states come first.
        let firstRow = 2
        var table: [UInt16] = [Self.dead, Self.accepting]
        var offsets: [PatternDeterminizer.State: UInt16] = [:]
        var states: [PatternDeterminizer.State] = []
        func offset(of state: PatternDeterminizer.State?) -> UInt16? {
            guard let state else { return Self.dead }
            if let offset = offsets[state] { return offset }
            guard let offset = UInt16(exactly: firstRow + states.count * stride) else { return nil }
            offsets[state] = offset
            states.append(state)
            return offset
        }
        guard let initial = offset(of: determinizer.initial) else { return nil }
        var next = 0
        while next < states.count {
            let state = states[next]
            next += 1
            let closures = PatternDeterminizer.After.allCases.map {
                determinizer.closure(of: state, after: $0)
            }
            let (end, word, other) = (closures[0], closures[1], closures[2])
            for classIndex in 0..<alphabet.count {
                let closure = determinizer.after(classIndex) == .word ? word : other
                guard !closure.accepts else {
                    table.append(Self.accepting)
                    continue
                }
                guard determinizer.work < Self.maximumWork,
                    let target = offset(of: determinizer.state(after: closure, consuming: classIndex))
                else { return nil }
                table.append(target)
            }
            table.append(end.accepts ? Self.accepting : Self.dead)
        }
        self.alphabet = alphabet
        self.table = table
        self.initial = initial
        endColumn = alphabet.count
    }

    /// A copy without references, for ASCII texts; whoever asks for it has to free it.
    var stream: StreamAutomaton {
        StreamAutomaton(table: table, classes: alphabet.ascii, initial: initial, endColumn: endColumn)
    }

    /// Whether a match is anywhere in the text, in O(n).
    func search(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        table.withUnsafeBufferPointer { table in
            alphabet.ascii.withUnsafeBufferPointer { ascii in
                // No sum here can overflow: states and classes are indices into the table.
                var state = initial
                var index = 0
                while index < text.count {
                    let byte = text[index]
                    let classIndex: Int
                    if byte < 0x80 {
                        classIndex = Int(truncatingIfNeeded: ascii[Int(byte)])
                        index &+= 1
                    } else {
                        classIndex = alphabet.classIndex(of: UTF8Decoding.scalar(in: text, at: &index))
                    }
                    state = table[Int(state) &+ classIndex]
                    if state <= Self.accepting { return state == Self.accepting }
                }
                return table[Int(state) + endColumn] == Self.accepting
            }
        }
    }
}
