/// A member's name taken apart: `createdAt`, `created_at` and `created-at` are the words "created" and "at".
struct MemberName: Sendable {
    /// The words in small letters.
    let words: [String]

    /// Takes a name apart.
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

    /// Whether any of the words is one of some.
    func has(_ some: String...) -> Bool {
        words.contains { some.contains($0) }
    }

    /// Whether the last word is one of some: what a thing is stands last in English.
    func ends(_ some: String...) -> Bool {
        words.last.map { some.contains($0) } ?? false
    }

    /// What a time of that name is about; `nil` where the name is no time's.
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
