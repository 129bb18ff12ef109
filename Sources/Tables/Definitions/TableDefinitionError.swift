public import JSON

/// An invalid table definition: where the problem is, what is wrong, and what to write instead.
public struct TableDefinitionError: Error, Sendable, Hashable {
    /// The location in the definition.
    public var pointer: JSONPointer
    /// The problem at that location.
    public var reason: String
    /// The remedy: what to write instead.
    public var remedy: String

    /// Creates an error.
    public init(at pointer: JSONPointer, _ reason: String, remedy: String) {
        self.pointer = pointer
        self.reason = reason
        self.remedy = remedy
    }
}

extension TableDefinitionError: CustomStringConvertible {
    /// The location, the problem and the remedy, on one line.
    public var description: String {
        "\(pointer): \(reason); \(remedy)"
    }
}
