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

    /// Returns whether there is no item in a table.
    func isAbsent(in table: TableDefinition) -> Bool {
        if case .some(nil) = attributes[table.key.partition.name] { true } else { false }
    }

    /// Whether there is an item: one of its attributes has a value.
    var isThere: Bool { attributes.values.contains { $0 != nil } }

    /// Returns the named attributes as far as the item has them; `nil` where one is not known.
    ///
    /// - Parameter names: The attributes.
    /// - Returns: The attributes.
    func item(_ names: Set<String>) -> Item? {
        var item = Item()
        for name in names {
            guard let value = attributes[name] else { return nil }
            item[name] = value
        }
        return item
    }
}
