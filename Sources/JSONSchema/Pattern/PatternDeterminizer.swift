/// The subset construction: from sets of a program's instructions to states of a deterministic automaton.
///
/// Conditions such as `\b` examine one code point ahead, so a state is what is reached before conditions are
/// tested, together with what came before; a transition knows the next code point and tests them.
struct PatternDeterminizer: Sendable {
    /// The kind of code point before a position, as far as assertions need it.
    enum Before: Sendable {
        case start
        case word
        case other
    }

    /// The kind of code point after a position.
    enum After: Sendable, CaseIterable {
        case end
        case word
        case other
    }

    struct State: Hashable, Sendable {
        /// Instructions to go on at, ascending.
        let instructions: [Int]
        let before: Before
    }

    /// The instructions that a state reaches without consuming anything.
    struct Closure: Sendable {
        var accepts = false
        var consuming: [(set: Int, next: Int)] = []
    }

    let program: PatternProgram
    var alphabet: PatternAlphabet { program.alphabet }
    private let isAnchored: Bool
    private let separatesWords: Bool
    private let hasStart: Bool
    /// The number of the closure that saw an instruction last, so that nothing needs clearing.
    private var seen: [Int]
    private var closureNumber = 0
    /// Instructions visited so far: the measure of work.
    private(set) var work = 0

    init(_ program: PatternProgram, isAnchored: Bool) {
        self.program = program
        self.isAnchored = isAnchored
        separatesWords = program.instructions.contains {
            $0 == .assertion(.wordBoundary) || $0 == .assertion(.notWordBoundary)
        }
        hasStart = program.instructions.contains(.assertion(.start))
        seen = Array(repeating: 0, count: program.instructions.count)
    }

    /// The initial state of every search.
    var initial: State {
        State(instructions: [0], before: hasStart || separatesWords ? .start : .other)
    }

    /// The properties of the code points of a class that conditions depend on.
    func after(_ classIndex: Int) -> After {
        separatesWords && alphabet.isWord[classIndex] ? .word : .other
    }

    /// Follows everything that consumes nothing, in time in proportion to the program.
    mutating func closure(of state: State, after: After) -> Closure {
        closureNumber += 1
        var closure = Closure()
        var pending = Array(state.instructions.reversed())
        while let index = pending.popLast() {
            guard seen[index] != closureNumber else { continue }
            seen[index] = closureNumber
            work += 1
            switch program.instructions[index] {
            case .accept:
                closure.accepts = true
                return closure
            case .scalar(let set, _): closure.consuming.append((set, index + 1))
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .jump(let target): pending.append(target)
            case .assertion(let assertion):
                if holds(assertion, state.before, after) { pending.append(index + 1) }
            case .look, .save, .clear, .requireProgress, .backreference, .beginLook, .endLook:
                // The pattern chooses another matcher for programs that hold these.
                break
            }
        }
        return closure
    }

    /// The state after a code point of a class; nil when nothing can match any more.
    mutating func state(after closure: Closure, consuming classIndex: Int) -> State? {
        var instructions = isAnchored ? [] : [0]
        for (set, next) in closure.consuming where program.alphabet.contains(classIndex, inSet: set) {
            instructions.append(resolvingJumps(next))
        }
        work += closure.consuming.count
        guard !instructions.isEmpty else { return nil }
        instructions.sort()
        var distinct: [Int] = []
        for index in instructions where index != distinct.last { distinct.append(index) }
        return State(
            instructions: distinct,
            before: separatesWords && alphabet.isWord[classIndex] ? .word : .other
        )
    }

    private func resolvingJumps(_ index: Int) -> Int {
        var index = index
        while case .jump(let target) = program.instructions[index] { index = target }
        return index
    }

    private func holds(_ assertion: PatternAssertion, _ before: Before, _ after: After) -> Bool {
        switch assertion {
        case .start: before == .start
        case .end: after == .end
        case .wordBoundary: (before == .word) != (after == .word)
        case .notWordBoundary: (before == .word) == (after == .word)
        }
    }
}
