/// What one action of a transaction did to its item: the images before and after, as a change feed shows them.
public struct ItemChange: Sendable, Hashable {
    /// The table's name.
    public var table: String
    /// The item before; `nil` when there was none.
    public var old: Item?
    /// The item afterwards; `nil` when there is none.
    public var new: Item?
    /// The size of ``old`` in bytes by DynamoDB's arithmetic, names included; 0 when there was none.
    public var oldBytes: Int
    /// The size of ``new`` in bytes; 0 when there is none.
    public var newBytes: Int

    /// Makes a change.
    public init(table: String, old: Item?, new: Item?, oldBytes: Int, newBytes: Int) {
        self.table = table
        self.old = old
        self.new = new
        self.oldBytes = oldBytes
        self.newBytes = newBytes
    }

    /// Whether the item is another one than before: a check changes nothing, nor does a put of the same item.
    public var isChange: Bool { old != new }
}
