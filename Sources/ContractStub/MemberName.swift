/// A member's name split into words: `placedAt`, `placed_at` and `placed-at` are the words "placed" and "at".
struct MemberName: Sendable {
    /// The words in lower case.
    let words: [String]

    /// Splits a name.
    init(_ name: String) {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for scalar in name.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic
            let isCapital = scalar.properties.isUppercase
            if !isLetter || (isCapital && wasSmall) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isLetter { word += scalar.properties.lowercaseMapping }
            wasSmall = isLetter && !isCapital
        }
        if !word.isEmpty { words.append(word) }
        self.words = words
    }

    /// Returns whether any of the words is one of the given ones.
    func has(_ some: String...) -> Bool {
        words.contains { some.contains($0) }
    }

    /// Returns whether the last word is one of the given ones: the noun comes last in English.
    func ends(_ some: String...) -> Bool {
        words.last.map { some.contains($0) } ?? false
    }

    /// The meaning of a time of that name; `nil` where the name is not that of a time.
    var time: StubClock.Sense? {
        guard
            ends(
                "at",
                "time",
                "timestamp",
                "date",
                "on",
                "since",
                "until",
                "created",
                "updated",
                "modified",
                "expires"
            )
                || has("timestamp", "deadline")
        else { return nil }
        if has(
            "expires",
            "expiry",
            "expiration",
            "due",
            "until",
            "ends",
            "end",
            "deadline",
            "delivery",
            "next"
        ) {
            return .due
        }
        if has("created", "creation", "since", "start", "started", "opened", "joined", "registered", "placed")
        {
            return .created
        }
        return .changed
    }
}
