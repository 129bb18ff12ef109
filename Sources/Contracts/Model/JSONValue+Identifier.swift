public import JSON

extension JSONValue {
    /// The text of an id: a string itself, an integer's digits; `nil` for every other value.
    public var identifierText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.intValue.map(String.init)
        default: nil
        }
    }

    /// Returns the id of a text, as a number where this id is one.
    ///
    /// - Parameter text: The text of an id.
    /// - Returns: A number where this value and the text are numbers, else a string.
    public func identifier(_ text: String) -> JSONValue {
        if case .number = self, let number = JSONNumber(text) { return .number(number) }
        return .string(text)
    }
}
