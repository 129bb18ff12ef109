import JSON

/// Reads an object's members one by one, and says which of them nobody asked for.
struct MemberReader {
    private let object: JSONObject
    private let place: JSONPointer
    private var asked: Set<ExactString> = []

    init(_ object: JSONObject, at place: JSONPointer = JSONPointer()) {
        self.object = object
        self.place = place
    }

    /// A text; `nil` when the member is not there.
    mutating func text(_ name: String) throws(FaultRuleError) -> String? {
        guard let value = take(name) else { return nil }
        guard let text = value.stringValue else {
            throw error(name, "must be a string, but is \(value.compactText)")
        }
        return text
    }

    /// A list of texts; a single one counts as a list, and none as an empty one.
    mutating func texts(_ name: String) throws(FaultRuleError) -> [String] {
        guard let value = take(name) else { return [] }
        if let text = value.stringValue { return [text] }
        let texts = value.arrayValue?.compactMap(\.stringValue)
        guard let texts, texts.count == value.arrayValue?.count else {
            throw error(name, "must be a list of strings, but is \(value.compactText)")
        }
        return texts
    }

    /// A number of a range; `nil` when the member is not there.
    mutating func number(_ name: String, in range: ClosedRange<Double>) throws(FaultRuleError) -> Double? {
        guard let value = take(name) else { return nil }
        guard let number = value.numberValue?.doubleValue, range.contains(number) else {
            throw error(name, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A whole number of a range; `nil` when the member is not there.
    mutating func wholeNumber(_ name: String, in range: ClosedRange<Int>) throws(FaultRuleError) -> Int? {
        guard let value = take(name) else { return nil }
        guard let number = value.intValue, range.contains(number) else {
            throw error(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The reader of a member that is an object; `nil` when it is none.
    mutating func object(_ name: String) -> MemberReader? {
        guard let object = object[name]?.objectValue else { return nil }
        asked.insert(ExactString(name))
        return MemberReader(object, at: place.appending(name))
    }

    /// Ends the reading.
    ///
    /// - Throws: ``FaultRuleError`` for a member that nobody asked for.
    func finish() throws(FaultRuleError) {
        guard let unknown = object.names.first(where: { !asked.contains(ExactString($0)) }) else { return }
        let known = asked.map(\.string).sorted().joined(separator: ", ")
        throw error(unknown, "is not known here; known are \(known)")
    }

    private mutating func take(_ name: String) -> JSONValue? {
        asked.insert(ExactString(name))
        let value = object[name]
        return value?.isNull == true ? nil : value
    }

    private func error(_ name: String, _ reason: String) -> FaultRuleError {
        FaultRuleError(at: place.appending(name), reason)
    }
}
