import Contracts
import JSON

/// A fault with the actions that it applies to and its schedule.
public struct FaultRule: Sendable, Hashable {
    /// The fault.
    public var fault: Fault
    /// The action names, with the wildcards `*` for any characters and `?` for one; empty for every request.
    public var actions: [String]
    /// The schedule.
    public var schedule: FaultSchedule

    /// Creates a rule.
    public init(_ fault: Fault, actions: [String] = [], schedule: FaultSchedule = FaultSchedule()) {
        self.fault = fault
        self.actions = actions
        self.schedule = schedule
    }

    /// Returns whether the rule applies to an action; `nil` means a request without one.
    func applies(to action: String?) -> Bool {
        guard !actions.isEmpty else { return true }
        return actions.contains { NamePattern($0).matches(action ?? "") }
    }
}
