/// The reason why records cannot be moved.
public struct TransferError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place, the problem and the remedy, on one line.
    public let description: String

    /// Creates an error with a message.
    public init(_ description: String) {
        self.description = description
    }
}
