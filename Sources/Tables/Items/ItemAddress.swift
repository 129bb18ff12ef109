/// An item's place: its table and its key.
public struct ItemAddress: Sendable, Hashable {
    /// The table's name.
    public var table: String
    /// The key.
    public var key: Key

    /// Creates an address.
    public init(_ table: String, _ key: Key) {
        self.table = table
        self.key = key
    }
}
