public import JSON

/// One change of an update: the new value of one attribute.
public enum Change: Sendable, Hashable {
    /// Sets an attribute.
    case set(String, JSONValue)
    /// Sets an attribute unless it has a value.
    case setIfAbsent(String, JSONValue)
    /// Adds a number exactly; an absent attribute counts as zero.
    case add(String, JSONNumber)
    /// Removes an attribute.
    case remove(String)

    /// The attribute that is changed.
    public var attribute: String {
        switch self {
        case .set(let name, _), .setIfAbsent(let name, _), .add(let name, _), .remove(let name): name
        }
    }

    /// Applies the change to an item.
    ///
    /// - Throws: ``TableStoreError/invalidChange(table:attribute:reason:)`` when a number is added to another type.
    public func apply(to item: inout Item, in table: String) throws(TableStoreError) {
        switch self {
        case .set(let name, let value):
            item[name] = value
        case .setIfAbsent(let name, let value):
            if item[name] == nil { item[name] = value }
        case .add(let name, let number):
            switch item[name] {
            case nil:
                item[name] = .number(number)
            case .number(let current):
                item[name] = .number(current + number)
            case let other?:
                throw .invalidChange(
                    table: table,
                    attribute: name,
                    reason: "is a JSON \(other.typeName), to which no number can be added"
                )
            }
        case .remove(let name):
            item[name] = nil
        }
    }
}
