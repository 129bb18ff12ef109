public import JSON

/// A condition on an item, for a write or as the filter of a query.
///
/// An item that does not exist has no attributes, so ``exists(_:)`` of a key attribute tests for the item itself.
public indirect enum Condition: Sendable, Hashable {
    /// An order comparison of two values of one type.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// Less than.
        case less = "<"
        /// Less than or equal.
        case lessOrEqual = "<="
        /// Greater than.
        case greater = ">"
        /// Greater than or equal.
        case greaterOrEqual = ">="
    }

    /// The attribute exists, whatever its value.
    case exists(String)
    /// The attribute does not exist.
    case absent(String)
    /// The attribute has this value: strings compare by bytes, numbers by value.
    case equals(String, JSONValue)
    /// The attribute has the type of the value, string or number, and the comparison holds.
    case compare(String, Comparison, JSONValue)
    /// The attribute is a string that starts with these bytes.
    case beginsWith(String, String)
    /// The attribute is a string that contains these bytes, or an array that contains the value.
    case contains(String, JSONValue)
    /// The condition does not hold.
    case not(Condition)
    /// All conditions hold; true when there are none.
    case all([Condition])
    /// At least one condition holds; false when there are none.
    case any([Condition])

    /// Returns whether an item meets the condition; `nil` means an item that does not exist.
    /// - Complexity: O(*n*) in the number of conditions inside this one.
    public func holds(for item: Item?) -> Bool {
        switch self {
        case .exists(let name):
            item?[name] != nil
        case .absent(let name):
            item?[name] == nil
        case .equals(let name, let value):
            item?[name] == value
        case .compare(let name, let comparison, let value):
            comparison.holds(item?[name], value)
        case .beginsWith(let name, let prefix):
            item?[name]?.stringValue?.utf8.starts(with: prefix.utf8) ?? false
        case .contains(let name, let value):
            item?[name].map { Self.contains($0, value) } ?? false
        case .not(let condition):
            !condition.holds(for: item)
        case .all(let conditions):
            conditions.allSatisfy { $0.holds(for: item) }
        case .any(let conditions):
            conditions.contains { $0.holds(for: item) }
        }
    }

    private static func contains(_ whole: JSONValue, _ part: JSONValue) -> Bool {
        switch (whole, part) {
        case (.string(let text), .string(let part)): Array(text.utf8).contains(Array(part.utf8))
        case (.array(let elements), _): elements.contains(part)
        default: false
        }
    }
}

extension Condition.Comparison {
    /// Whether the comparison holds for two values of one type; false for types without an order.
    fileprivate func holds(_ left: JSONValue?, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): holds(left, right)
        case (.string(let left), .string(let right)): holds(ExactString(left), ExactString(right))
        default: false
        }
    }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
