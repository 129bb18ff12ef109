/// A compiled ECMA-262 regular expression in unicode mode, searched for anywhere in a text.
///
/// Three matchers share the work. Regular languages run on a deterministic automaton: a complete table when it is
/// small, else one that grows on demand. Lookarounds run on a simulation of the nondeterministic automaton. Both
/// take linear time. Only back-references need the backtracking matcher, whose steps are limited.
struct Pattern: Sendable {
    private enum Matcher {
        case table(TableAutomaton)
        case lazy(LazyAutomaton)
        case simulation(PatternSimulation)
        case backtracker(PatternBacktracker)
    }

    /// The regular expression as written.
    let source: String
    private let matcher: Matcher
    private let uniform: UniformPattern?

    /// Compiles a regular expression.
    init(_ source: String) throws(PatternError) {
        self.source = source
        var parser = PatternParser(source)
        let node = try parser.parse()
        uniform = node.uniform
        let isBacktracking = node.hasBackreference
        let program = try PatternCompiler.compile(
            node,
            source: source,
            groupCount: parser.groupCount,
            target: isBacktracking ? .backtracking : .automaton
        )
        if isBacktracking {
            matcher = .backtracker(PatternBacktracker(program: program))
        } else if node.hasLook {
            matcher = .simulation(PatternSimulation(program: program))
        } else {
            let determinizer = PatternDeterminizer(program, isAnchored: node.isAnchoredAtStart)
            matcher = TableAutomaton(determinizer).map(Matcher.table) ?? .lazy(LazyAutomaton(determinizer))
        }
    }

    /// Searches for a match anywhere in a text.
    ///
    /// - Complexity: O(n) in the length of the text, but for patterns with back-references.
    func search(in text: String) -> PatternMatch {
        switch matcher {
        case .table(let automaton):
            var text = text
            return text.withUTF8(automaton.search) ? .found : .notFound
        case .lazy(let automaton):
            var text = text
            return text.withUTF8(automaton.search) ? .found : .notFound
        case .simulation(let simulation):
            return simulation.search(text) ? .found : .notFound
        case .backtracker(let backtracker):
            return backtracker.search(text)
        }
    }

    /// Searches for a match anywhere in a text of valid UTF-8.
    ///
    /// - Complexity: As ``search(in:)-(String)``.
    func search(in text: UnsafeBufferPointer<UInt8>) -> PatternMatch {
        switch matcher {
        case .table(let automaton): automaton.search(text) ? .found : .notFound
        case .lazy(let automaton): automaton.search(text) ? .found : .notFound
        case .simulation, .backtracker: search(in: String(decoding: text, as: UTF8.self))
        }
    }

    /// A copy of the automaton without references, for ASCII texts, where there is a complete one.
    var streamAutomaton: StreamAutomaton? {
        if let uniform { return StreamAutomaton(uniform) }
        return if case .table(let automaton) = matcher { automaton.stream } else { nil }
    }
}
