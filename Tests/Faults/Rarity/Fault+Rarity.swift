extension Fault {
    /// The same fault, but only on an occasion.
    func only(_ words: String, _ occasion: Occasion, isIntermittent: Bool = false) -> Fault {
        var fault = self
        fault.name += ", " + words
        fault.occasion = fault.occasion.map { $0 && occasion } ?? occasion
        fault.isIntermittent = isIntermittent
        return fault
    }
}

extension Catalogue {
    /// A fault of the plain part of the catalogue, on an occasion only.
    ///
    /// A name that is not there gives a fault that does nothing, which then survives and is noticed.
    static func rare(_ description: String, _ words: String, _ occasion: Occasion) -> Fault {
        known(description).only(words, occasion)
    }

    /// A fault of the plain part of the catalogue, in one call of fifty only.
    static func oneInFifty(_ description: String) -> Fault {
        known(description).only("in one call of fifty", .oneIn(50), isIntermittent: true)
    }

    private static func known(_ description: String) -> Fault {
        plain.first { $0.description == description } ?? Fault("no such fault", description, .answer { _ in })
    }
}
