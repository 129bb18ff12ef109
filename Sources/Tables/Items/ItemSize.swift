import JSON

/// Measures the size of items as DynamoDB does, and rejects values that DynamoDB rejects.
///
/// Source: AWS, "Item sizes and formats" and "Quotas and limits in Amazon DynamoDB".
enum ItemSize {
    /// Returns the size of an item in bytes, attribute names included.
    ///
    /// - Throws: ``TableStoreError/itemTooLarge(table:bytes:)``, ``TableStoreError/tooDeep(table:attribute:)`` or
    ///   ``TableStoreError/invalidNumber(_:)``.
    /// - Complexity: O(*n*) in the number of values; texts are counted, not read.
    static func measure(_ item: Item, in table: String) throws(TableStoreError) -> Int {
        var total = 0
        for member in item {
            guard let size = try size(of: member.value, depth: 1) else {
                throw .tooDeep(table: table, attribute: member.name)
            }
            total += member.name.utf8.count + size
        }
        guard total <= TableLimits.itemBytes else { throw .itemTooLarge(table: table, bytes: total) }
        return total
    }

    /// Returns the size of a value, or `nil` when it is nested too deep.
    private static func size(of value: JSONValue, depth: Int) throws(TableStoreError) -> Int? {
        guard depth <= TableLimits.depth else { return nil }
        switch value {
        case .null, .bool:
            return 1
        case .string(let text):
            return text.utf8.count
        case .number(let number):
            guard let ordered = OrderedNumber(number) else { throw .invalidNumber(number) }
            return ordered.size
        case .array(let elements):
            var total = 3
            for element in elements {
                guard let size = try size(of: element, depth: depth + 1) else { return nil }
                total += 1 + size
            }
            return total
        case .object(let object):
            var total = 3
            for member in object {
                guard let size = try size(of: member.value, depth: depth + 1) else { return nil }
                total += 1 + member.name.utf8.count + size
            }
            return total
        }
    }
}
