import JSON
import Synchronization

/// A cache of patterns compiled for text generation: each text uses one, and compiling takes longer than generating.
enum PatternCache {
    /// A pattern as it is searched for, and as texts are made of it.
    private struct Known {
        let pattern: Pattern?
        let tree: PatternNode?
    }

    private static let most = 1_000
    private static let known = Mutex<[ExactString: Known]>([:])

    /// The pattern of a source; `nil` when it is none.
    static func pattern(_ source: String) -> Pattern? { known(source).pattern }

    /// The syntax tree of a source; `nil` when it is none.
    static func tree(_ source: String) -> PatternNode? { known(source).tree }

    private static func known(_ source: String) -> Known {
        let key = ExactString(source)
        if let found = known.withLock({ $0[key] }) { return found }
        var parser = PatternParser(source)
        let made = Known(pattern: try? Pattern(source), tree: try? parser.parse())
        known.withLock { known in
            if known.count >= most { known.removeAll() }
            known[key] = made
        }
        return made
    }
}
