/// Values in the order of their keys, as a copy-on-write tree: a copy costs O(1), and a change after a copy
/// copies one path of nodes, never the whole.
///
/// A B+ tree: values sit in the leaves, the nodes above hold the first key of each child but the first. Nodes are
/// structs over arrays, so the arrays' own copy-on-write is all the sharing there is, and a tree that nobody
/// shares changes in place.
struct OrderedMap<Value: Sendable>: Sendable {
    private(set) var root = OrderedMapNode<Value>()
    /// How many values there are.
    private(set) var count = 0

    init() {}

    var isEmpty: Bool { count == 0 }

    /// The value of a key.
    /// - Complexity: O(log *n*).
    subscript(key: OrderedKey) -> Value? {
        root.value(of: key)
    }

    /// Stores a value under a key, in place of the one that was there.
    /// - Complexity: O(log *n*).
    mutating func set(_ value: Value, for key: OrderedKey) {
        var isNew = false
        if let split = root.set(value, for: key, isNew: &isNew) {
            root = OrderedMapNode(keys: [split.key], children: [root, split.node])
        }
        if isNew { count += 1 }
    }

    /// Takes a value away.
    /// - Complexity: O(log *n*).
    mutating func remove(_ key: OrderedKey) {
        guard root.remove(key) else { return }
        count -= 1
        root.dropSingleChild()
    }

    /// Shows the values whose keys are at least `lower` and less than `upper`, in order, until `body` returns
    /// false.
    /// - Complexity: O(log *n* + *k*) for *k* values shown.
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
