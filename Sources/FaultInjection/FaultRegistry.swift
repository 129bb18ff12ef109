import JSONSchema
import Synchronization

/// The fault rules of one session, which decide the faults of each request.
///
/// The same seed and the same sequence of requests give the same faults.
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

    /// A rule with its number and its counters.
    public struct Status: Sendable, Hashable {
        /// The number of the rule, by which it is removed.
        public let number: Int
        /// The rule.
        public let rule: FaultRule
        /// The number of requests that the rule applies to.
        public let requests: Int
        /// The number of requests into which the fault was injected.
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

    /// Adds a rule and returns its number.
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

    /// Removes a rule; returns whether it existed.
    @discardableResult
    public func remove(_ number: Int) -> Bool {
        state.withLock { state in
            let count = state.entries.count
            state.entries.removeAll { $0.number == number }
            return state.entries.count < count
        }
    }

    /// Removes all rules and restarts the numbering.
    public func removeAll() {
        state.withLock { state in
            state = State(requested: SeededRandom(seed: seed, stream: "requested faults"))
        }
    }

    /// Returns the faults of the next request.
    ///
    /// - Parameters:
    ///   - action: The request's action, if any.
    ///   - requested: The faults that the request's header asks for.
    /// - Returns: The combined faults.
    /// - Complexity: O(*n*) in the number of rules.
    public func plan(for action: String?, requested: [Fault] = []) -> FaultPlan {
        state.withLock { state in
            var plan = FaultPlan()
            for index in state.entries.indices where state.entries[index].rule.applies(to: action) {
                guard state.entries[index].counter.next() else { continue }
                let fault = state.entries[index].rule.fault
                plan.add(fault) { state.entries[index].counter.milliseconds(of: $0) }
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
