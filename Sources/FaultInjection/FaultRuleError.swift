public import JSON

/// An invalid fault rule or fault header.
public struct FaultRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The location in the rule.
    public let pointer: JSONPointer
    /// The problem at that location and its remedy.
    public let reason: String

    /// Creates an error.
    public init(at pointer: JSONPointer = JSONPointer(), _ reason: String) {
        self.pointer = pointer
        self.reason = reason
    }

    /// The location, the problem and the remedy, on one line.
    public var description: String {
        pointer.tokens.isEmpty ? "the fault \(reason)" : "\(pointer): \(reason)"
    }
}
