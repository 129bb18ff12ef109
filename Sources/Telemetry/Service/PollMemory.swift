/// A memory of the last content of each read, to decide whether a repeated read returned something new.
///
/// It keeps two generations of hashes, so that it never holds more than twice its limit; a read that has not been
/// repeated for a whole generation counts as a first one again. Two reads with the same 64-bit hash would be
/// confused: at 20,000 remembered reads the probability of any collision is about 1 in 10^11.
struct PollMemory: Sendable {
    /// The outcome of a read.
    enum Outcome: Sendable, Equatable {
        case first, new, same
    }

    private let limit: Int
    private var current: [Int: Int] = [:]
    private var previous: [Int: Int] = [:]

    init(limit: Int) { self.limit = max(1, limit) }

    /// The number of remembered reads.
    var count: Int { current.count + previous.count }

    /// Compares a read's content with the previous content of the same read.
    ///
    /// - Parameters:
    ///   - read: A hash of the session, the action and its arguments.
    ///   - content: A hash of the content; `nil` for a 304, which means that nothing is new.
    /// - Returns: Whether it is a first read, or returned something new, or the same.
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
