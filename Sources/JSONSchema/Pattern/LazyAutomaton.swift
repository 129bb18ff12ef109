import Synchronization

/// A deterministic automaton that makes its states when a text first needs them, in bounded memory.
///
/// Every code point costs at most one pass over the program, mostly one look-up. Where states are made faster than
/// they are used again, ``PatternSimulation`` takes over. Each thread that searches works
/// on tables of its own, taken from a pool, so that no search waits for another.
final class LazyAutomaton: Sendable {
    private static let maximumPooled = 4

    private let fresh: LazyAutomatonTables
    private let simulation: PatternSimulation
    private let pool = Mutex<[LazyAutomatonTables]>([])

    init(_ determinizer: PatternDeterminizer) {
        fresh = LazyAutomatonTables(determinizer)
        simulation = PatternSimulation(program: determinizer.program)
    }

    /// Whether a match is anywhere in the text, in O(n) times the size of the program.
    func search(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var tables = pool.withLock { $0.popLast() } ?? fresh
        let found = tables.search(text) ?? simulation.search(String(decoding: text, as: UTF8.self))
        pool.withLock { pool in
            if pool.count < Self.maximumPooled { pool.append(tables) }
        }
        return found
    }
}

/// The states known so far, and their transitions.
struct LazyAutomatonTables: Sendable {
    private static let maximumStateCount = 4_000
    /// Bounds the memory of states that hold many instructions.
    private static let maximumInstructionCount = 500_000

    /// The number of code points that a state should have served, on average, when the tables are full.
    private static let minimumUse = 10
    /// The number of times that the tables may fill up before that is checked.
    private static let patience = 8

    private enum Target {
        static let unknown: Int32 = -1
        static let dead: Int32 = -2
        static let accepting: Int32 = -3
    }

    private var determinizer: PatternDeterminizer
    private let stride: Int
    private var states: [PatternDeterminizer.State] = []
    private var indices: [PatternDeterminizer.State: Int32] = [:]
    private var transitions: [Int32] = []
    private var instructionCount = 0

    init(_ determinizer: PatternDeterminizer) {
        self.determinizer = determinizer
        stride = determinizer.alphabet.count + 1
    }

    /// Whether a match is anywhere in the text; nil when the tables fill up without being of use.
    mutating func search(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        var flushed = 0
        var flushCount = 0
        var state = index(of: determinizer.initial)
        var position = 0
        while true {
            let classIndex: Int
            if position == text.count {
                classIndex = stride - 1
            } else if text[position] < 0x80 {
                classIndex = Int(determinizer.alphabet.ascii[Int(text[position])])
                position += 1
            } else {
                classIndex = determinizer.alphabet.classIndex(
                    of: UTF8Decoding.scalar(in: text, at: &position)
                )
            }
            var target = transitions[Int(state) * stride + classIndex]
            if target == Target.unknown {
                if isFull {
                    flushCount += 1
                    guard flushCount < Self.patience || position - flushed > Self.minimumUse * states.count
                    else { return nil }
                    flushed = position
                    state = forgetAll(but: state)
                }
                target = makeTransition(from: state, classIndex)
            }
            switch target {
            case Target.dead: return false
            case Target.accepting: return true
            default: state = target
            }
        }
    }

    private var isFull: Bool {
        states.count >= Self.maximumStateCount || instructionCount >= Self.maximumInstructionCount
    }

    private mutating func forgetAll(but state: Int32) -> Int32 {
        let kept = states[Int(state)]
        self = LazyAutomatonTables(determinizer)
        return index(of: kept)
    }

    private mutating func makeTransition(from state: Int32, _ classIndex: Int) -> Int32 {
        let isEnd = classIndex == stride - 1
        let closure = determinizer.closure(
            of: states[Int(state)],
            after: isEnd ? .end : determinizer.after(classIndex)
        )
        let place = Int(state) * stride + classIndex
        guard !closure.accepts, !isEnd,
            let next = determinizer.state(after: closure, consuming: classIndex)
        else {
            transitions[place] = closure.accepts ? Target.accepting : Target.dead
            return transitions[place]
        }
        let target = index(of: next)
        transitions[place] = target
        return target
    }

    private mutating func index(of state: PatternDeterminizer.State) -> Int32 {
        if let index = indices[state] { return index }
        let index = Int32(states.count)
        indices[state] = index
        states.append(state)
        instructionCount += state.instructions.count
        transitions.append(contentsOf: repeatElement(Target.unknown, count: stride))
        return index
    }
}
