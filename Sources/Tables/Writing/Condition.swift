public import JSON

/// What must hold of an item before it is written, or for a query to return it.
///
/// An item that does not exist has no attributes, so ``exists(_:)`` of a key attribute asks for the item itself.
public indirect enum Condition: Sendable, Hashable {
    /// How two values of one type stand to each other.
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

    /// The attribute is there, whatever its value.
    case exists(String)
    /// The attribute is not there.
    case absent(String)
    /// The attribute is there and has this value: strings by bytes, numbers by value.
    case equals(String, JSONValue)
    /// The attribute is there, has the value's type, string or number, and compares so.
    case compare(String, Comparison, JSONValue)
    /// Every one holds; true of none.
    case all([Condition])
    /// At least one holds; false of none.
    case any([Condition])

    /// Whether an item meets the condition; `nil` stands for an item that does not exist.
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
        case .all(let conditions):
            conditions.allSatisfy { $0.holds(for: item) }
        case .any(let conditions):
            conditions.contains { $0.holds(for: item) }
        }
    }
}

extension Condition.Comparison {
    /// Whether two values of one type compare so; false for values that have no order.
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
