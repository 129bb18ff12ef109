import JSON
import Tables

/// What the condition of an action says of the item before it.
struct KnownItem {
    /// The attributes that are known; `nil` for absent ones.
    private var attributes: [String: JSONValue?] = [:]

    /// Finds out what a condition requires.
    ///
    /// - Complexity: O(*n*) in the number of conditions inside.
    init(_ condition: Condition?) {
        if let condition { add(condition) }
    }

    private mutating func add(_ condition: Condition) {
        switch condition {
        case .equals(let name, let value): attributes[name] = .some(value)
        case .absent(let name): attributes.updateValue(nil, forKey: name)
        case .all(let conditions): for condition in conditions { add(condition) }
        default: break
        }
    }

    /// Returns the named attributes as far as the item has them; `nil` where one is not known.
    ///
    /// - Parameters:
    ///   - names: The attributes.
    ///   - table: The table of the item.
    /// - Returns: The attributes; none when there is no item.
    func item(_ names: Set<String>, in table: TableDefinition) -> Item? {
        if case .some(nil) = attributes[table.key.partition.name] { return Item() }
        var item = Item()
        for name in names {
            guard let value = attributes[name] else { return nil }
            item[name] = value
        }
        return item
    }
}
