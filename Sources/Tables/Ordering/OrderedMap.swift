/// A sorted map as a persistent copy-on-write tree: a copy costs O(1), and a change after a copy copies one path of
/// nodes.
///
/// The tree is a B+ tree: values are in the leaves, and branches hold the first key of each child but the first.
/// Nodes are structs over arrays, so the copy-on-write of the arrays does all the sharing, and a tree that is not
/// shared is mutated in place.
struct OrderedMap<Value: Sendable>: Sendable {
    private(set) var root = OrderedMapNode<Value>()
    /// The number of values.
    private(set) var count = 0

    init() {}

    var isEmpty: Bool { count == 0 }

    /// Returns the value of a key.
    /// - Complexity: O(log *n*).
    subscript(key: OrderedKey) -> Value? {
        root.value(of: key)
    }

    /// Stores a value under a key, replacing the existing one.
    /// - Complexity: O(log *n*).
    mutating func set(_ value: Value, for key: OrderedKey) {
        var isNew = false
        if let split = root.set(value, for: key, isNew: &isNew) {
            root = OrderedMapNode(keys: [split.key], children: [root, split.node])
        }
        if isNew { count += 1 }
    }

    /// Removes the value of a key.
    /// - Complexity: O(log *n*).
    mutating func remove(_ key: OrderedKey) {
        guard root.remove(key) else { return }
        count -= 1
        root.dropSingleChild()
    }

    /// Calls `body` with the values whose keys are at least `lower` and less than `upper`, in order, until it returns
    /// false.
    /// - Complexity: O(log *n* + *k*) for *k* values visited.
    func forEach(
        from lower: OrderedKey? = nil,
        upTo upper: OrderedKey? = nil,
        descending: Bool = false,
        _ body: (OrderedKey, Value) -> Bool
    ) {
        if descending {
            _ = root.visitDescending(from: lower, upTo: upper, body)
        } else {
            _ = root.visitAscending(from: lower, upTo: upper, body)
        }
    }
}
