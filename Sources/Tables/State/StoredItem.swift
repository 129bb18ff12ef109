public import JSON

/// An item as a store keeps it.
public struct StoredItem: Sendable, Hashable {
    /// The attributes.
    public var item: Item
    /// The item's size in bytes as DynamoDB measures it, for pages.
    public var size: Int
    /// The insertion number of the item, which orders items with equal index keys; kept when the item changes.
    public var sequence: UInt64

    /// Creates a stored item.
    public init(item: Item, size: Int, sequence: UInt64) {
        self.item = item
        self.size = size
        self.sequence = sequence
    }

    /// Returns the item's encoded key in an index: items with equal index keys are in insertion order.
    ///
    /// - Parameter schema: The key of the index.
    /// - Returns: The key; `nil` when the item lacks a key attribute and so is not in the index.
    /// - Complexity: O(*n*) in the length of the key attributes.
    public func orderedKey(in schema: KeySchema) -> OrderedKey? {
        var key = OrderedKey()
        for attribute in schema.attributes {
            switch item[attribute.name] {
            case .string(let text): key.append(text)
            case .number(let number): key.append(.number(number))
            default: return nil
            }
        }
        key.append(sequence)
        return key
    }
}
