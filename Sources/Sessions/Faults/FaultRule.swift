import JSON

/// A fault, the actions that it befalls, and when.
public struct FaultRule: Sendable, Hashable {
    /// What goes wrong.
    public var fault: Fault
    /// The actions' names, `*` and `?` standing for any characters and any one; every request where it is empty.
    public var actions: [String]
    /// When it happens.
    public var schedule: FaultSchedule

    /// Makes a rule.
    public init(_ fault: Fault, actions: [String] = [], schedule: FaultSchedule = FaultSchedule()) {
        self.fault = fault
        self.actions = actions
        self.schedule = schedule
    }

    /// Whether the rule is about an action; `nil` stands for a request without one.
    func applies(to action: String?) -> Bool {
        guard !actions.isEmpty else { return true }
        return actions.contains { pattern in
            Wildcard.matches(Array((action ?? "").unicodeScalars), Array(pattern.unicodeScalars))
        }
    }
}

/// Names with `*` and `?`.
enum Wildcard {
    /// Greedy matching with one place to come back to: O(*n* · *m*) whatever the pattern.
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
