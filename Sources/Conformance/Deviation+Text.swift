public import JSON

extension Deviation {
    /// The place in a body; `nil` where it is none.
    public var pointer: JSONPointer? {
        guard case .body(let pointer) = place else { return nil }
        return pointer
    }

    /// What is wrong, in words that follow the place.
    public var sentence: String {
        message ?? "expected \(expected.text), seen \(seen.text)"
    }

    /// The deviation in lines for people: one for a value of a body, else one for each side.
    public var lines: [String] {
        guard let pointer else {
            return ["expected: \(expected.text)", "seen: \(seen.text)"]
        }
        let rest = message == nil ? "" : "; seen: \(seen.text)"
        return ["at '\(pointer)': \(sentence)\(rest)"]
    }

    /// The deviation on one line.
    public var line: String {
        guard let pointer else {
            return "expected \(expected.text), seen \(seen.text)"
        }
        return "at '\(pointer)': \(sentence)"
    }
}

extension Deviation {
    /// Returns the deviation with its texts and values replaced, such as secrets in them.
    public func map(_ text: (String) -> String, _ value: (JSONValue) -> JSONValue) -> Deviation {
        var result = self
        result.message = message.map(text)
        result.expected = expected.map(text, value)
        result.seen = seen.map(text, value)
        if let pointer {
            result.place = .body(JSONPointer(tokens: pointer.tokens.map(text)))
        }
        return result
    }
}

extension [Deviation] {
    /// How many deviations are listed.
    private static var mostListed: Int { 10 }

    /// How many deviations are kept with a failure.
    public static var mostKept: Int { 100 }

    /// The deviations in lines for people; of many the first ones, and how many there are more.
    public var lines: [String] {
        let rest = count - Self.mostListed
        return prefix(Self.mostListed).flatMap(\.lines)
            + (rest > 0 ? ["and \(count >= Self.mostKept ? "at least " : "")\(rest) more"] : [])
    }
}
