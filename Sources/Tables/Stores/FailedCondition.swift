public import JSON

/// A condition of a transaction that did not hold: the reason why nothing was written.
public struct FailedCondition: Sendable, Hashable {
    /// The index of the action in its transaction; 0 for a single write.
    public var action: Int
    /// The item as it is; `nil` when there is none.
    public var existing: Item?

    /// Creates a failed condition.
    public init(action: Int, existing: Item?) {
        self.action = action
        self.existing = existing
    }
}

extension FailedCondition: CustomStringConvertible {
    /// What failed, as part of a sentence.
    public var description: String {
        existing == nil
            ? "the condition of action \(action) failed, as there is no such item"
            : "the condition of action \(action) failed"
    }
}
