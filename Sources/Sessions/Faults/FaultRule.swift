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
        return actions.contains { pattern in
            Wildcard.matches(Array((action ?? "").unicodeScalars), Array(pattern.unicodeScalars))
        }
    }
}

/// Matches names against patterns with `*` and `?`.
enum Wildcard {
    /// Greedy matching that backtracks to the last `*` only: O(*n* · *m*) for every pattern.
    static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var place = 0
        var index = 0
        var star: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[index] {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                place = last.place + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
