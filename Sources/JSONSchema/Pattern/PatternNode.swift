/// The syntax tree of a regular expression.
indirect enum PatternNode: Sendable, Hashable {
    /// Matches the empty string.
    case empty
    /// One code point of a set: a literal, a class, `.` or a class escape.
    case scalar(ScalarSet)
    case sequence([PatternNode])
    /// Alternatives in the order of preference.
    case alternation([PatternNode])
    /// A capturing group with its number, counted from 1.
    case capture(PatternNode, number: Int)
    /// `maximum` nil is without limit. Laziness is the order in which the backtracking matcher tries.
    case repetition(PatternNode, minimum: Int, maximum: Int?, lazy: Bool)
    case assertion(PatternAssertion)
    /// `(?=)`, `(?!)`, `(?<=)`, `(?<!)`.
    case look(PatternNode, behind: Bool, negated: Bool)
    /// The text that one of these groups captured: a name may be shared by groups of different alternatives.
    case backreference([Int])
}

/// A condition on a place between two code points, without the `m` and `i` flags.
enum PatternAssertion: Sendable, Hashable {
    case start
    case end
    case wordBoundary
    case notWordBoundary
}

extension PatternNode {
    /// The nodes directly below.
    private var children: [PatternNode] {
        switch self {
        case .empty, .scalar, .assertion, .backreference: []
        case .sequence(let nodes), .alternation(let nodes): nodes
        case .capture(let node, _), .repetition(let node, _, _, _), .look(let node, _, _): [node]
        }
    }

    /// Whether this node or one below it satisfies a condition.
    private func contains(_ condition: (PatternNode) -> Bool) -> Bool {
        condition(self) || children.contains { $0.contains(condition) }
    }

    /// Whether only the backtracking matcher can decide the pattern.
    var hasBackreference: Bool {
        contains { if case .backreference = $0 { true } else { false } }
    }

    /// Whether the pattern has lookarounds.
    var hasLook: Bool {
        contains { if case .look = $0 { true } else { false } }
    }

    /// Whether `\b` or `\B` occurs.
    var hasWordBoundary: Bool {
        contains { $0 == .assertion(.wordBoundary) || $0 == .assertion(.notWordBoundary) }
    }

    /// Whether every match begins at the start of the text, as far as the tree shows it.
    var isAnchoredAtStart: Bool {
        switch self {
        case .assertion(.start): true
        case .sequence(let nodes): nodes.first?.isAnchoredAtStart ?? false
        case .alternation(let nodes): nodes.allSatisfy(\.isAnchoredAtStart)
        case .capture(let node, _): node.isAnchoredAtStart
        case .repetition(let node, let minimum, _, _): minimum > 0 && node.isAnchoredAtStart
        case .empty, .scalar, .assertion, .look, .backreference: false
        }
    }
}

extension PatternNode {
    /// The code points and their number, where the pattern is about nothing else: `^[a-z]{1,64}$`.
    var uniform: UniformPattern? {
        guard case .sequence(let nodes) = self, nodes.count == 3, nodes[0] == .assertion(.start),
            nodes[2] == .assertion(.end)
        else { return nil }
        switch nodes[1] {
        case .scalar(let set): return UniformPattern(set: set, count: CountLimits(least: 1, greatest: 1))
        case .repetition(.scalar(let set), let minimum, let maximum, _):
            return UniformPattern(set: set, count: CountLimits(least: minimum, greatest: maximum ?? .max))
        default: return nil
        }
    }

    /// The numbers of the capturing groups in this node, which always follow each other.
    var captureNumbers: ClosedRange<Int>? {
        var range = children.reduce(nil as ClosedRange<Int>?) { range, child in
            guard let numbers = child.captureNumbers else { return range }
            return min(
                range?.lowerBound ?? numbers.lowerBound,
                numbers.lowerBound
            )...max(
                range?.upperBound ?? numbers.upperBound,
                numbers.upperBound
            )
        }
        if case .capture(_, let number) = self { range = number...(range?.upperBound ?? number) }
        return range
    }

    /// Whether the node may match the empty string.
    var canMatchEmpty: Bool {
        switch self {
        case .empty, .assertion, .look, .backreference: true
        case .scalar: false
        case .sequence(let nodes): nodes.allSatisfy(\.canMatchEmpty)
        case .alternation(let nodes): nodes.contains(where: \.canMatchEmpty)
        case .capture(let node, _): node.canMatchEmpty
        case .repetition(let node, let minimum, _, _): minimum == 0 || node.canMatchEmpty
        }
    }
}
