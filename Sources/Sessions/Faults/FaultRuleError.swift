public import JSON

/// Why a rule or a request for a fault cannot be understood.
public struct FaultRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place in the rule.
    public let pointer: JSONPointer
    /// What is wrong there and what to do.
    public let reason: String

    /// Makes an error.
    public init(at pointer: JSONPointer = JSONPointer(), _ reason: String) {
        self.pointer = pointer
        self.reason = reason
    }

    /// Where it is, what is wrong, and what to do, on one line.
    public var description: String {
        pointer.tokens.isEmpty ? "the fault \(reason)" : "\(pointer): \(reason)"
    }
}
