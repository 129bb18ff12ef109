import Synchronization

/// What the steps of a behaviour found for one request, for a journal.
///
/// Whoever wants to know sets ``current`` around the request; without it nothing is written down.
public final class BehaviourTrace: Sendable {
    /// One step that was taken.
    public struct Entry: Sendable, Hashable {
        /// Where the step is written.
        public var location: SourceLocation
        /// What it found or did, in a few words.
        public var outcome: String

        /// Creates an entry.
        public init(location: SourceLocation, outcome: String) {
            self.location = location
            self.outcome = outcome
        }
    }

    /// The trace of the request that is being answered, if somebody wants one.
    @TaskLocal public static var current: BehaviourTrace?

    private let state = Mutex<(entries: [Entry], attempts: Int)>(([], 0))

    /// Creates an empty trace.
    public init() {}

    /// The steps of the last attempt, in order.
    public var entries: [Entry] { state.withLock { $0.entries } }

    /// How often the behaviour was tried, because concurrent requests won; 0 before it began.
    public var attempts: Int { state.withLock { $0.attempts } }

    /// Begins an attempt: what an earlier one noted is dropped.
    public func beginAttempt() {
        state.withLock { state in
            state.entries = []
            state.attempts += 1
        }
    }

    /// Notes a step.
    public func append(_ location: SourceLocation, _ outcome: String) {
        state.withLock { $0.entries.append(Entry(location: location, outcome: outcome)) }
    }
}
