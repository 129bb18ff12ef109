import JSON

/// Reads the members of an object one by one, and detects unknown members.
struct MemberReader {
    private let object: JSONObject
    private let pointer: JSONPointer
    private var asked: Set<ExactString> = []

    init(_ object: JSONObject, at pointer: JSONPointer = JSONPointer()) {
        self.object = object
        self.pointer = pointer
    }

    /// Returns a string, or `nil` when the member is absent.
    mutating func text(_ name: String) throws(FaultRuleError) -> String? {
        guard let value = take(name) else { return nil }
        guard let text = value.stringValue else {
            throw error(name, "must be a string, but is \(value.compactText)")
        }
        return text
    }

    /// Returns a list of strings; a single string counts as a list, an absent member as an empty one.
    mutating func texts(_ name: String) throws(FaultRuleError) -> [String] {
        guard let value = take(name) else { return [] }
        if let text = value.stringValue { return [text] }
        let texts = value.arrayValue?.compactMap(\.stringValue)
        guard let texts, texts.count == value.arrayValue?.count else {
            throw error(name, "must be a list of strings, but is \(value.compactText)")
        }
        return texts
    }

    /// Returns a number in a range, or `nil` when the member is absent.
    mutating func number(_ name: String, in range: ClosedRange<Double>) throws(FaultRuleError) -> Double? {
        guard let value = take(name) else { return nil }
        guard let number = value.numberValue?.doubleValue, range.contains(number) else {
            throw error(name, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Returns an integer in a range, or `nil` when the member is absent.
    mutating func wholeNumber(_ name: String, in range: ClosedRange<Int>) throws(FaultRuleError) -> Int? {
        guard let value = take(name) else { return nil }
        guard let number = value.intValue, range.contains(number) else {
            throw error(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Returns a reader of an object member, or `nil` when it is not an object.
    mutating func object(_ name: String) -> MemberReader? {
        guard let object = object[name]?.objectValue else { return nil }
        asked.insert(ExactString(name))
        return MemberReader(object, at: pointer.appending(name))
    }

    /// Finishes the reading.
    ///
    /// - Throws: ``FaultRuleError`` for a member that was not read.
    func finish() throws(FaultRuleError) {
        guard let unknown = object.names.first(where: { !asked.contains(ExactString($0)) }) else { return }
        let known = asked.map(\.string).sorted().joined(separator: ", ")
        throw error(unknown, "is not a known member; known are \(known)")
    }

    private mutating func take(_ name: String) -> JSONValue? {
        asked.insert(ExactString(name))
        let value = object[name]
        return value?.isNull == true ? nil : value
    }

    private func error(_ name: String, _ reason: String) -> FaultRuleError {
        FaultRuleError(at: pointer.appending(name), reason)
    }
}
