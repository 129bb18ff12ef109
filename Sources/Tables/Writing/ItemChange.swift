/// The effect of one write action: the item before and after, as in a change stream.
public struct ItemChange: Sendable, Hashable {
    /// The table's name.
    public var table: String
    /// The item before; `nil` when it did not exist.
    public var old: Item?
    /// The item after; `nil` when it does not exist any more.
    public var new: Item?
    /// The size of ``old`` in bytes as DynamoDB measures it, attribute names included; 0 when there was none.
    public var oldBytes: Int
    /// The size of ``new`` in bytes; 0 when there is none.
    public var newBytes: Int
    /// Whether the end of its time to live deleted the item, and no request.
    public var isExpiry: Bool

    /// Creates a change.
    public init(
        table: String,
        old: Item?,
        new: Item?,
        oldBytes: Int,
        newBytes: Int,
        isExpiry: Bool = false
    ) {
        self.table = table
        self.old = old
        self.new = new
        self.oldBytes = oldBytes
        self.newBytes = newBytes
        self.isExpiry = isExpiry
    }

    /// Whether the item differs from before; false for a condition check and for a put of an equal item.
    public var isChange: Bool { old != new }
}
