import JSON
import Synchronization

/// Patterns that were compiled for making texts: one is asked for with every text, and compiling takes longer than making.
enum KnownPatterns {
    private static let most = 1_000
    private static let patterns = Mutex<[ExactString: Pattern]>([:])

    /// The pattern of a source; `nil` when it is none.
    static func pattern(_ source: String) -> Pattern? {
        let key = ExactString(source)
        if let known = patterns.withLock({ $0[key] }) { return known }
        guard let pattern = try? Pattern(source) else { return nil }
        patterns.withLock { patterns in
            if patterns.count >= most { patterns.removeAll() }
            patterns[key] = pattern
        }
        return pattern
    }
}
