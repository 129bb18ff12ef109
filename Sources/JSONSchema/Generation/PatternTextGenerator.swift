/// Creates a text that a regular expression matches, from its syntax tree.
///
/// Lookarounds and word boundaries have to be checked by the caller.
struct PatternTextGenerator {
    var random: SeededRandom
    /// The maximum number of repetitions beyond the minimum.
    let growth: Int
    /// The minimum length of the text.
    let wish: Int
    private var captured: [Int: [Unicode.Scalar]] = [:]
    private var budget = 200_000

    init(random: SeededRandom, growth: Int, wish: Int) {
        self.random = random
        self.growth = growth
        self.wish = min(wish, 100_000)
    }

    /// A text; `nil` when no string can match.
    mutating func text(of node: PatternNode) -> [Unicode.Scalar]? {
        budget -= 1
        guard budget > 0 else { return nil }
        switch node {
        case .empty, .assertion, .look:
            return []
        case .scalar(let set):
            return random.scalar(of: set).map { [$0] }
        case .sequence(let nodes):
            var scalars: [Unicode.Scalar] = []
            for node in nodes {
                guard let part = text(of: node) else { return nil }
                scalars += part
            }
            return scalars
        case .alternation(let nodes):
            for node in random.shuffled(nodes) {
                if let scalars = text(of: node) { return scalars }
            }
            return nil
        case .capture(let node, let number):
            let scalars = text(of: node)
            captured[number] = scalars
            return scalars
        case .repetition(let node, let minimum, let maximum, _):
            let most = min(maximum ?? .max, minimum + max(growth, growth > 1 ? wish : 0))
            guard minimum <= 100_000 else { return nil }
            let count = most > minimum ? random.number(in: minimum...most) : minimum
            var scalars: [Unicode.Scalar] = []
            for _ in 0..<count {
                guard let part = text(of: node) else { return minimum == 0 ? [] : nil }
                scalars += part
            }
            return scalars
        case .backreference(let numbers):
            return numbers.compactMap { captured[$0] }.first ?? []
        }
    }
}

extension PatternNode {
    /// Whether every match ends at the end of the text, as far as the tree shows it.
    var isAnchoredAtEnd: Bool {
        switch self {
        case .assertion(.end): true
        case .sequence(let nodes): nodes.last?.isAnchoredAtEnd ?? false
        case .alternation(let nodes): nodes.allSatisfy(\.isAnchoredAtEnd)
        case .capture(let node, _): node.isAnchoredAtEnd
        case .repetition(let node, let minimum, _, _): minimum > 0 && node.isAnchoredAtEnd
        case .empty, .scalar, .assertion, .look, .backreference: false
        }
    }

    /// The letters of which the whole text has to be made and how many of them, where that is all that the pattern
    /// says: `^[a-z]{2,4}$`.
    var wholeAlphabet: (set: ScalarSet, minimum: Int, maximum: Int?)? {
        guard case .sequence(let nodes) = self, nodes.count == 3, nodes.first == .assertion(.start),
            nodes.last == .assertion(.end)
        else { return nil }
        switch nodes[1] {
        case .scalar(let set): return (set, 1, 1)
        case .repetition(.scalar(let set), let minimum, let maximum, _): return (set, minimum, maximum)
        default: return nil
        }
    }
}
