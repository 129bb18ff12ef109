public import JSON

/// Why a JSON value does not define a table: where in it, what is wrong, what to write instead.
public struct TableDefinitionError: Error, Sendable, Hashable {
    /// The place in the definition.
    public var pointer: JSONPointer
    /// What is wrong there.
    public var reason: String
    /// What to write instead.
    public var remedy: String

    /// Makes an error.
    public init(at pointer: JSONPointer, _ reason: String, remedy: String) {
        self.pointer = pointer
        self.reason = reason
        self.remedy = remedy
    }
}

extension TableDefinitionError: CustomStringConvertible {
    /// Where it is, what is wrong, and what to do, on one line.
    public var description: String {
        "\(pointer): \(reason); \(remedy)"
    }
}
