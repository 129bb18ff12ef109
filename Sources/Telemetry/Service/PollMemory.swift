/// Remembers what reads brought last, to tell whether a repeated one brought something new.
///
/// It keeps two generations of hashes, so that it never holds more than twice its limit; a read that has not been
/// repeated for a whole generation counts as a first one again. Two reads of one hash of 64 bits would be mixed up: at
/// 20,000 remembered reads the chance of any is about 1 in 10^11.
struct PollMemory: Sendable {
    /// What a read was.
    enum Outcome: Sendable, Equatable {
        case first, new, same
    }

    private let limit: Int
    private var current: [Int: Int] = [:]
    private var previous: [Int: Int] = [:]

    init(limit: Int) { self.limit = max(1, limit) }

    /// How many reads are remembered.
    var count: Int { current.count + previous.count }

    /// Compares a read's content with what the same read brought last.
    ///
    /// - Parameters:
    ///   - read: A hash of the session, the action and its arguments.
    ///   - content: A hash of what came; `nil` for a 304, which says itself that nothing is new.
    /// - Returns: Whether it is a first read, or brought something new, or the same.
    mutating func note(_ read: Int, content: Int?) -> Outcome {
        let last = current[read] ?? previous[read]
        guard let content = content ?? last else { return .same }
        let isUnchanged = last == content
        if current[read] == nil, current.count >= limit {
            previous = current
            current = [:]
        }
        current[read] = content
        return last == nil ? .first : isUnchanged ? .same : .new
    }
}
