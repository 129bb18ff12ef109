/// Turns a syntax tree into a program.
///
/// Counted repetitions are written out, up to a bound.
struct PatternCompiler {
    /// The form into which lookarounds, groups and loops are compiled.
    enum Target {
        /// Lookarounds are programs of their own, groups leave no trace: the program is a plain automaton.
        case automaton
        /// Lookarounds are part of the program, groups are remembered.
        case backtracking
    }

    /// Larger programs are refused: compiling and matching take time in proportion.
    static let maximumInstructionCount = 20_000

    let target: Target
    let source: String
    private var instructions: [PatternProgram.Instruction] = []
    private var sets: [ScalarSet] = []
    private var looks: [PatternProgram.Look] = []
    private var references: [[Int]] = []
    private var registerCount: Int
    private var setIndices: [ScalarSet: Int] = [:]
    /// Instructions of this program and of those of its lookarounds.
    private var instructionCount = 0

    private init(target: Target, source: String, groupCount: Int) {
        self.target = target
        self.source = source
        registerCount = 2 * (groupCount + 1)
    }

    /// Compiles a tree.
    static func compile(
        _ node: PatternNode,
        source: String,
        groupCount: Int,
        target: Target
    ) throws(PatternError) -> PatternProgram {
        var compiler = PatternCompiler(target: target, source: source, groupCount: groupCount)
        return try compiler.program(for: node, backward: false)
    }

    private mutating func program(for node: PatternNode, backward: Bool) throws(PatternError)
        -> PatternProgram
    {
        try emit(node, backward: backward)
        try append(.accept)
        return PatternProgram(
            instructions: instructions,
            sets: sets,
            alphabet: PatternAlphabet(sets: sets, separatesWords: node.hasWordBoundary),
            looks: looks,
            references: references,
            registerCount: registerCount
        )
    }

    /// The address of the next instruction.
    private var here: Int { instructions.count }

    @discardableResult
    private mutating func append(_ instruction: PatternProgram.Instruction) throws(PatternError) -> Int {
        instructionCount += 1
        guard instructionCount <= Self.maximumInstructionCount else {
            throw PatternError(
                source: source,
                offset: 0,
                reason: "the expression is too large: written out, its repetitions make more than"
                    + " \(Self.maximumInstructionCount) steps; use lower counts, or minLength and maxLength"
            )
        }
        instructions.append(instruction)
        return here - 1
    }

    private mutating func emit(_ node: PatternNode, backward: Bool) throws(PatternError) {
        switch node {
        case .empty: break
        case .scalar(let set):
            let index = setIndices[set] ?? sets.count
            if index == sets.count {
                setIndices[set] = index
                sets.append(set)
            }
            try append(.scalar(set: index, backward: backward))
        case .sequence(let nodes):
            for node in backward ? nodes.reversed() : nodes { try emit(node, backward: backward) }
        case .alternation(let nodes): try emitAlternation(nodes, backward: backward)
        case .capture(let node, let number):
            guard target == .backtracking else { return try emit(node, backward: backward) }
            try append(.save(2 * number + (backward ? 1 : 0)))
            try emit(node, backward: backward)
            try append(.save(2 * number + (backward ? 0 : 1)))
        case .repetition(let node, let minimum, let maximum, let lazy):
            try emitRepetition(of: node, minimum, maximum, lazy: lazy, backward: backward)
        case .assertion(let assertion): try append(.assertion(assertion))
        case .look(let node, let behind, let negated):
            try emitLook(node, behind: behind, negated: negated)
        case .backreference(let numbers):
            try append(.backreference(references.count, backward: backward))
            references.append(numbers)
        }
    }

    private mutating func emitAlternation(_ nodes: [PatternNode], backward: Bool) throws(PatternError) {
        var jumps: [Int] = []
        for (index, node) in nodes.enumerated() {
            guard index < nodes.count - 1 else {
                try emit(node, backward: backward)
                break
            }
            let split = try append(.split(here + 1, 0))
            try emit(node, backward: backward)
            jumps.append(try append(.jump(0)))
            instructions[split] = .split(split + 1, here)
        }
        for jump in jumps { instructions[jump] = .jump(here) }
    }

    private mutating func emitRepetition(
        of node: PatternNode,
        _ minimum: Int,
        _ maximum: Int?,
        lazy: Bool,
        backward: Bool
    ) throws(PatternError) {
        let groups = target == .backtracking ? node.captureNumbers : nil
        for _ in 0..<minimum {
            let start = here
            try emitIteration(of: node, groups: groups, backward: backward)
            // A node without instructions matches the empty string, however often.
            if here == start { return }
        }
        guard let maximum else {
            return try emitLoop(of: node, groups: groups, lazy: lazy, backward: backward)
        }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(try append(.split(0, 0)))
            try emitProgressingIteration(of: node, groups: groups, backward: backward)
            if here == splits[splits.count - 1] + 1 { break }
        }
        for split in splits { patch(split, body: split + 1, after: here, lazy: lazy) }
    }

    private mutating func emitLoop(
        of node: PatternNode,
        groups: ClosedRange<Int>?,
        lazy: Bool,
        backward: Bool
    ) throws(PatternError) {
        let split = try append(.split(0, 0))
        try emitProgressingIteration(of: node, groups: groups, backward: backward)
        try append(.jump(split))
        patch(split, body: split + 1, after: here, lazy: lazy)
    }

    private mutating func patch(_ split: Int, body: Int, after: Int, lazy: Bool) {
        instructions[split] = lazy ? .split(after, body) : .split(body, after)
    }

    private mutating func emitIteration(
        of node: PatternNode,
        groups: ClosedRange<Int>?,
        backward: Bool
    ) throws(PatternError) {
        if let groups { try append(.clear((2 * groups.lowerBound)...(2 * groups.upperBound + 1))) }
        try emit(node, backward: backward)
    }

    /// An iteration beyond the minimum, which ECMA-262 lets fail when it consumes nothing.
    private mutating func emitProgressingIteration(
        of node: PatternNode,
        groups: ClosedRange<Int>?,
        backward: Bool
    ) throws(PatternError) {
        guard target == .backtracking, node.canMatchEmpty else {
            return try emitIteration(of: node, groups: groups, backward: backward)
        }
        let register = registerCount
        registerCount += 1
        try append(.save(register))
        try emitIteration(of: node, groups: groups, backward: backward)
        try append(.requireProgress(register))
    }

    private mutating func emitLook(_ node: PatternNode, behind: Bool, negated: Bool) throws(PatternError) {
        if target == .backtracking {
            let begin = try append(.beginLook(negated: negated, next: 0))
            try emit(node, backward: behind)
            try append(.endLook(negated: negated))
            instructions[begin] = .beginLook(negated: negated, next: here)
            return
        }
        var compiler = PatternCompiler(target: target, source: source, groupCount: 0)
        compiler.instructionCount = instructionCount
        let body = try compiler.program(for: node, backward: !behind)
        instructionCount = compiler.instructionCount
        try append(.look(looks.count))
        looks.append(PatternProgram.Look(program: body, behind: behind, negated: negated))
    }
}
