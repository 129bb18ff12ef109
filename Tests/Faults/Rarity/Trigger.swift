import JSON
import Lambda
import Tables

/// The condition under which a rare fault occurs; it is evaluated before the call.
struct Trigger: Sendable {
    let holds: @Sendable (TriggerContext) async -> Bool

    /// Returns the conjunction of two triggers.
    static func && (left: Trigger, right: Trigger) -> Trigger {
        Trigger { context in
            guard await left.holds(context) else { return false }
            return await right.holds(context)
        }
    }

    /// Returns the negation of a trigger.
    static prefix func ! (trigger: Trigger) -> Trigger {
        Trigger { await !trigger.holds($0) }
    }
}

/// The context in which a trigger is evaluated.
struct TriggerContext: Sendable {
    let call: Call
    let environment: FaultEnvironment
    let history: CallHistory
    /// The number of earlier calls that the fault is about.
    let number: Int
    /// The seed of an intermittent fault.
    let salt: UInt64
}

// MARK: By the call itself

extension Trigger {
    /// The call satisfies a condition.
    static func call(_ holds: @escaping @Sendable (Call) -> Bool) -> Trigger {
        Trigger { holds($0.call) }
    }

    /// The text of an argument satisfies a condition.
    static func text(_ name: String, _ holds: @escaping @Sendable (String) -> Bool) -> Trigger {
        Trigger { $0.call[name]?.stringValue.map(holds) ?? false }
    }

    /// One call of every `count`, at a random place in each group.
    static func oneIn(_ count: Int) -> Trigger {
        Trigger { context in
            let (row, place) = context.number.quotientAndRemainder(dividingBy: count)
            return StableHash.of("\(row)", context.salt) % UInt64(count) == UInt64(place)
        }
    }

    /// Another call of the same action is under way.
    static let concurrent = Trigger { context in
        // So that calls that were sent together meet here, however quick each of them is.
        for _ in 0..<50 { await Task.yield() }
        return context.history.hasOverlapped(context.number)
    }
}

// MARK: By what was done before

extension Trigger {
    /// The action was applied to the record that an argument names.
    static func after(_ action: String, to name: String = "conversation_id") -> Trigger {
        Trigger { $0.history.count(of: action, to: $0.call.text(name)) > 0 }
    }

    /// The action was refused for the record that an argument names.
    static func afterRefusal(of action: String, to name: String = "conversation_id") -> Trigger {
        Trigger { $0.history.count(of: action, to: $0.call.text(name), isRefused: true) > 0 }
    }

    /// The action is applied to the record that an argument names for the time of this number, from 1.
    static func time(_ number: Int, to name: String = "conversation_id") -> Trigger {
        Trigger { context in
            guard let action = context.call.meantAction else { return false }
            return context.history.count(of: action, to: context.call.text(name)) == number - 1
        }
    }

    /// The last action on the record that an argument names was this one.
    static func rightAfter(_ action: String, to name: String = "conversation_id") -> Trigger {
        Trigger { $0.history.latest(to: $0.call.text(name)) == action }
    }

    /// Another person has applied the same action to the record before.
    static func secondPerson(_ person: String, to name: String = "conversation_id") -> Trigger {
        Trigger { context in
            guard let action = context.call.meantAction else { return false }
            let (same, subject) = (context.call.text(person), context.call.text(name))
            return context.history.people(doing: action, to: subject).contains { $0 != ExactString(same) }
        }
    }
}

// MARK: By the records

extension Trigger {
    /// The named conversation exists and satisfies a condition.
    static func conversation(_ holds: @escaping @Sendable (Item) -> Bool) -> Trigger {
        Trigger { await $0.environment.conversation(of: $0.call).map(holds) ?? false }
    }

    /// The named conversation is closed.
    static let closed = Trigger.conversation { $0["status"] == "closed" }

    /// The named conversation has more messages than this.
    static func beyond(messages count: Int) -> Trigger {
        Trigger { await $0.environment.messages(of: $0.call).count > count }
    }

    /// The named lead exists and satisfies a condition.
    static func lead(_ holds: @escaping @Sendable (Item) -> Bool) -> Trigger {
        Trigger { await $0.environment.lead(of: $0.call).map(holds) ?? false }
    }

    /// One of the leads of the named link satisfies a condition.
    static func linkWithLead(_ holds: @escaping @Sendable (Item) -> Bool) -> Trigger {
        Trigger { context in
            let link = context.call.text("link_id")
            return await context.environment.items(of: "Leads").contains {
                $0["link_id"] == .string(link) && holds($0)
            }
        }
    }
}
