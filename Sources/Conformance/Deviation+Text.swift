public import JSON

extension Deviation {
    /// The place in a body; `nil` for other places.
    public var pointer: JSONPointer? {
        guard case .body(let pointer) = place else { return nil }
        return pointer
    }

    /// The problem, in words that follow the place.
    public var sentence: String {
        message ?? "expected \(expected.text), seen \(seen.text)"
    }

    /// The deviation as lines of text: one for a value of a body, otherwise one for each side.
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
    /// The number of deviations to list.
    private static var mostListed: Int { 10 }

    /// The number of deviations to keep with a failure.
    public static var mostKept: Int { 100 }

    /// The deviations as lines of text; of many the first ones, and the number of the others.
    public var lines: [String] {
        let rest = count - Self.mostListed
        return prefix(Self.mostListed).flatMap(\.lines)
            + (rest > 0 ? ["and \(count >= Self.mostKept ? "at least " : "")\(rest) more"] : [])
    }
}
