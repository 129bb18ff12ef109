import JSON
import Lambda
import Tables

/// When a rare fault shows itself; it looks at everything as it is before the call.
struct Occasion: Sendable {
    let holds: @Sendable (Scene) async -> Bool

    /// Both together.
    static func && (left: Occasion, right: Occasion) -> Occasion {
        Occasion { scene in
            guard await left.holds(scene) else { return false }
            return await right.holds(scene)
        }
    }

    /// The opposite.
    static prefix func ! (occasion: Occasion) -> Occasion {
        Occasion { await !occasion.holds($0) }
    }
}

/// What an occasion looks at.
struct Scene: Sendable {
    let call: Call
    let world: World
    let past: Past
    /// How many calls that the fault concerns came before.
    let number: Int
    /// What a fault that shows by chance draws its chances from.
    let salt: UInt64
}

// MARK: By the call itself

extension Occasion {
    /// The call looks like this.
    static func call(_ holds: @escaping @Sendable (Call) -> Bool) -> Occasion {
        Occasion { holds($0.call) }
    }

    /// The text of an argument looks like this.
    static func text(_ name: String, _ holds: @escaping @Sendable (String) -> Bool) -> Occasion {
        Occasion { $0.call[name]?.stringValue.map(holds) ?? false }
    }

    /// One call of every `count`, at another place in each of their rows.
    static func oneIn(_ count: Int) -> Occasion {
        Occasion { scene in
            let (row, place) = scene.number.quotientAndRemainder(dividingBy: count)
            return StableHash.of("\(row)", scene.salt) % UInt64(count) == UInt64(place)
        }
    }

    /// Another call of the same action is under way.
    static let concurrent = Occasion { scene in
        // So that calls that were sent together meet here, however quick each of them is.
        for _ in 0..<50 { await Task.yield() }
        return scene.past.hasOverlapped(scene.number)
    }
}

// MARK: By what was done before

extension Occasion {
    /// The action has been done to what an argument names.
    static func after(_ action: String, to name: String = "conversation_id") -> Occasion {
        Occasion { $0.past.count(of: action, to: $0.call.text(name)) > 0 }
    }

    /// The action has been refused about what an argument names.
    static func afterRefusal(of action: String, to name: String = "conversation_id") -> Occasion {
        Occasion { $0.past.count(of: action, to: $0.call.text(name), isRefused: true) > 0 }
    }

    /// The action is being done to what an argument names for the time of this number, from 1.
    static func time(_ number: Int, to name: String = "conversation_id") -> Occasion {
        Occasion { scene in
            guard let action = scene.call.meantAction else { return false }
            return scene.past.count(of: action, to: scene.call.text(name)) == number - 1
        }
    }

    /// The last thing done to what an argument names was this action.
    static func rightAfter(_ action: String, to name: String = "conversation_id") -> Occasion {
        Occasion { $0.past.latest(to: $0.call.text(name)) == action }
    }

    /// Somebody else has done the same before to what the call is about.
    static func secondPerson(_ person: String, to name: String = "conversation_id") -> Occasion {
        Occasion { scene in
            guard let action = scene.call.meantAction else { return false }
            let (same, subject) = (scene.call.text(person), scene.call.text(name))
            return scene.past.people(doing: action, to: subject).contains { $0 != ExactString(same) }
        }
    }
}

// MARK: By the records

extension Occasion {
    /// The conversation that is named is there and looks like this.
    static func conversation(_ holds: @escaping @Sendable (Item) -> Bool) -> Occasion {
        Occasion { await $0.world.conversation(of: $0.call).map(holds) ?? false }
    }

    /// The conversation that is named is closed.
    static let closed = Occasion.conversation { $0["status"] == "closed" }

    /// The conversation that is named has more messages than this.
    static func beyond(messages count: Int) -> Occasion {
        Occasion { await $0.world.messages(of: $0.call).count > count }
    }

    /// The lead that is named is there and looks like this.
    static func lead(_ holds: @escaping @Sendable (Item) -> Bool) -> Occasion {
        Occasion { await $0.world.lead(of: $0.call).map(holds) ?? false }
    }

    /// One of the leads of the link that is named looks like this.
    static func linkWithLead(_ holds: @escaping @Sendable (Item) -> Bool) -> Occasion {
        Occasion { scene in
            let link = scene.call.text("link_id")
            return await scene.world.items(of: "Leads").contains {
                $0["link_id"] == .string(link) && holds($0)
            }
        }
    }
}
