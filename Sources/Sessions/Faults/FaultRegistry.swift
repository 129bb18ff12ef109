import JSONSchema
import Synchronization

/// The faults of one session: which rules it has, and what they do to each request.
///
/// With the same seed and the same requests in the same order the same faults happen.
public final class FaultRegistry: Sendable {
    private struct Entry {
        let number: Int
        let rule: FaultRule
        var counter: FaultCounter
    }

    private struct State {
        var entries: [Entry] = []
        var lastNumber = 0
        var requested: SeededRandom
    }

    private let seed: UInt64
    private let state: Mutex<State>

    /// Creates a registry without rules.
    public init(seed: UInt64) {
        self.seed = seed
        state = Mutex(State(requested: SeededRandom(seed: seed, stream: "requested faults")))
    }

    /// A rule with its number and how often it happened.
    public struct Status: Sendable, Hashable {
        /// The rule's number, by which it is taken away.
        public let number: Int
        /// The rule.
        public let rule: FaultRule
        /// Requests that the rule is about.
        public let requests: Int
        /// Requests to which it happened.
        public let happened: Int
    }

    /// Whether there are no rules.
    public var isEmpty: Bool { state.withLock(\.entries.isEmpty) }

    /// The rules, oldest first.
    public var rules: [Status] {
        state.withLock { state in
            state.entries.map { entry in
                Status(
                    number: entry.number,
                    rule: entry.rule,
                    requests: entry.counter.requests,
                    happened: entry.counter.happened
                )
            }
        }
    }

    /// Adds a rule; returns its number.
    @discardableResult
    public func add(_ rule: FaultRule) -> Int {
        state.withLock { state in
            state.lastNumber += 1
            let random = SeededRandom(seed: seed, stream: "fault \(state.lastNumber)")
            state.entries.append(
                Entry(
                    number: state.lastNumber,
                    rule: rule,
                    counter: FaultCounter(rule.schedule, random: random)
                )
            )
            return state.lastNumber
        }
    }

    /// Takes a rule away; whether there was one of that number.
    @discardableResult
    public func remove(_ number: Int) -> Bool {
        state.withLock { state in
            let count = state.entries.count
            state.entries.removeAll { $0.number == number }
            return state.entries.count < count
        }
    }

    /// Takes every rule away and starts counting anew.
    public func removeAll() {
        state.withLock { state in
            state = State(requested: SeededRandom(seed: seed, stream: "requested faults"))
        }
    }

    /// What happens to the next request.
    ///
    /// - Parameters:
    ///   - action: The action that it names, if any.
    ///   - requested: The faults that the request itself asks for.
    /// - Returns: Everything that happens to it.
    /// - Complexity: O(*n*) in the number of rules.
    public func plan(for action: String?, requested: [Fault] = []) -> FaultPlan {
        state.withLock { state in
            var plan = FaultPlan()
            for place in state.entries.indices where state.entries[place].rule.applies(to: action) {
                guard state.entries[place].counter.next() else { continue }
                let fault = state.entries[place].rule.fault
                plan.add(fault) { state.entries[place].counter.milliseconds(of: $0) }
            }
            for fault in requested {
                var counter = FaultCounter(FaultSchedule(), random: state.requested)
                plan.add(fault) { counter.milliseconds(of: $0) }
                _ = state.requested.next()
            }
            return plan
        }
    }
}
