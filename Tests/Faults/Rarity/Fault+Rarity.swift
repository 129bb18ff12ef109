extension Fault {
    /// Returns the same fault with a trigger.
    func only(_ words: String, _ trigger: Trigger, isIntermittent: Bool = false) -> Fault {
        var fault = self
        fault.name += ", " + words
        fault.trigger = fault.trigger.map { $0 && trigger } ?? trigger
        fault.isIntermittent = isIntermittent
        return fault
    }
}

extension Catalogue {
    /// Returns a fault of the plain part of the catalogue with a trigger.
    ///
    /// An unknown name gives a fault without effect, which is then reported as not found.
    static func rare(_ description: String, _ words: String, _ trigger: Trigger) -> Fault {
        known(description).only(words, trigger)
    }

    /// Returns a fault of the plain part of the catalogue that occurs in one call of fifty only.
    static func oneInFifty(_ description: String) -> Fault {
        known(description).only("in one call of fifty", .oneIn(50), isIntermittent: true)
    }

    private static func known(_ description: String) -> Fault {
        plain.first { $0.description == description } ?? Fault("no such fault", description, .answer { _ in })
    }
}
