/// A node of an ``OrderedMap``: a leaf holds keys and their values; a branch holds children, and between each two of
/// them the first key of the right one.
struct OrderedMapNode<Value: Sendable>: Sendable {
    /// A leaf's keys, or a branch's separators: one fewer than children.
    private(set) var keys: [OrderedKey] = []
    private(set) var values: [Value] = []
    private(set) var children: [OrderedMapNode<Value>] = []

    /// Large enough for a shallow tree, small enough that copying a node after a fork is cheap: with 32 a message that is sent
    /// among a million takes a sixth longer, and 6 % less memory.
    private static var maximumCount: Int { 16 }
    private static var minimumCount: Int { maximumCount / 4 }

    /// Creates an empty leaf.
    init() {}

    /// Creates a branch.
    init(keys: [OrderedKey], children: [OrderedMapNode<Value>]) {
        self.keys = keys
        self.children = children
    }

    /// Creates a leaf.
    private init(keys: [OrderedKey], values: [Value]) {
        self.keys = keys
        self.values = values
    }

    private var isLeaf: Bool { children.isEmpty }
    private var size: Int { isLeaf ? values.count : children.count }

    func value(of key: OrderedKey) -> Value? {
        guard isLeaf else { return children[childIndex(for: key)].value(of: key) }
        let index = firstIndex(notBefore: key)
        return index < keys.count && keys[index] == key ? values[index] : nil
    }

    /// Stores a value; returns the right half and its first key when the node was split.
    mutating func set(
        _ value: Value,
        for key: OrderedKey,
        isNew: inout Bool
    ) -> (key: OrderedKey, node: OrderedMapNode<Value>)? {
        if isLeaf {
            let index = firstIndex(notBefore: key)
            if index < keys.count, keys[index] == key {
                values[index] = value
                return nil
            }
            isNew = true
            keys.insert(key, at: index)
            values.insert(value, at: index)
        } else {
            let index = childIndex(for: key)
            guard let split = children[index].set(value, for: key, isNew: &isNew) else { return nil }
            keys.insert(split.key, at: index)
            children.insert(split.node, at: index + 1)
        }
        return size > Self.maximumCount ? splitInHalf() : nil
    }

    /// Removes a value; returns whether there was one.
    mutating func remove(_ key: OrderedKey) -> Bool {
        if isLeaf {
            let index = firstIndex(notBefore: key)
            guard index < keys.count, keys[index] == key else { return false }
            keys.remove(at: index)
            values.remove(at: index)
            return true
        }
        let index = childIndex(for: key)
        guard children[index].remove(key) else { return false }
        if children[index].size < Self.minimumCount { joinChild(at: index) }
        return true
    }

    /// Replaces a branch by its only child, so that the height of the tree follows its size.
    mutating func dropSingleChild() {
        while children.count == 1, let child = children.first { self = child }
    }

    /// Visits a range in ascending order; returns false when `body` did.
    func visitAscending(
        from lower: OrderedKey?,
        upTo upper: OrderedKey?,
        _ body: (OrderedKey, Value) -> Bool
    ) -> Bool {
        if isLeaf {
            var index = lower.map { firstIndex(notBefore: $0) } ?? 0
            while index < keys.count {
                if let upper, keys[index] >= upper { return false }
                guard body(keys[index], values[index]) else { return false }
                index += 1
            }
            return true
        }
        let first = lower.map { childIndex(for: $0) } ?? 0
        for index in first..<children.count {
            if let upper, index > first, keys[index - 1] >= upper { return false }
            let from = index == first ? lower : nil
            guard children[index].visitAscending(from: from, upTo: upper, body) else { return false }
        }
        return true
    }

    /// Visits a range in descending order; returns false when `body` did.
    func visitDescending(
        from lower: OrderedKey?,
        upTo upper: OrderedKey?,
        _ body: (OrderedKey, Value) -> Bool
    ) -> Bool {
        if isLeaf {
            var index = upper.map { firstIndex(notBefore: $0) } ?? keys.count
            while index > 0 {
                index -= 1
                if let lower, keys[index] < lower { return false }
                guard body(keys[index], values[index]) else { return false }
            }
            return true
        }
        let last = upper.map { childIndex(for: $0) } ?? children.count - 1
        for index in stride(from: last, through: 0, by: -1) {
            let upTo = index == last ? upper : nil
            guard children[index].visitDescending(from: lower, upTo: upTo, body) else { return false }
            if let lower, index > 0, keys[index - 1] <= lower { return false }
        }
        return true
    }

    /// Returns the first index whose key is not less than `key`.
    private func firstIndex(notBefore key: OrderedKey) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Returns the index of the child that can hold `key`.
    private func childIndex(for key: OrderedKey) -> Int {
        let index = firstIndex(notBefore: key)
        return index < keys.count && keys[index] == key ? index + 1 : index
    }

    private mutating func splitInHalf() -> (key: OrderedKey, node: OrderedMapNode<Value>) {
        let middle = size / 2
        if isLeaf {
            let right = Self(keys: Array(keys[middle...]), values: Array(values[middle...]))
            let key = keys[middle]
            keys.removeSubrange(middle...)
            values.removeSubrange(middle...)
            return (key, right)
        }
        let right = Self(keys: Array(keys[middle...]), children: Array(children[middle...]))
        let key = keys[middle - 1]
        keys.removeSubrange((middle - 1)...)
        children.removeSubrange(middle...)
        return (key, right)
    }

    /// Merges a child that has become small with a neighbour when both fit into one node.
    private mutating func joinChild(at index: Int) {
        for left in [index - 1, index] where left >= 0 && left + 1 < children.count {
            guard children[left].size + children[left + 1].size <= Self.maximumCount else { continue }
            let right = children.remove(at: left + 1)
            let separator = keys.remove(at: left)
            children[left].append(right, after: separator)
            return
        }
    }

    private mutating func append(_ right: OrderedMapNode<Value>, after separator: OrderedKey) {
        if isLeaf {
            keys.append(contentsOf: right.keys)
            values.append(contentsOf: right.values)
        } else {
            keys.append(separator)
            keys.append(contentsOf: right.keys)
            children.append(contentsOf: right.children)
        }
    }
}
