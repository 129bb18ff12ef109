extension OrderedMap {
    /// A key under which two maps may hold different values; `nil` means no value.
    typealias Difference = (old: Value?, new: Value?)

    /// Returns the keys under which another map holds something else, in order; some pairs may hold equal values.
    ///
    /// Leaves that both maps share, as a copy and its original do, are skipped.
    /// - Complexity: O(*l* + *k*) for *l* leaves and *k* values of those that are not shared.
    func differences(to other: OrderedMap) -> [Difference] {
        let old = root.entries(besides: other.root.leaves)
        let new = other.root.entries(besides: root.leaves)
        var differences: [Difference] = []
        var (left, right) = (old[...], new[...])
        while let first = left.first ?? right.first {
            let isOld = left.first.map { old in right.first.map { old.key <= $0.key } ?? true } ?? false
            let key = isOld ? first.key : right.first?.key ?? first.key
            var difference: Difference = (nil, nil)
            if let entry = left.first, entry.key == key {
                difference.old = entry.value
                left.removeFirst()
            }
            if let entry = right.first, entry.key == key {
                difference.new = entry.value
                right.removeFirst()
            }
            differences.append(difference)
        }
        return differences
    }
}

extension OrderedMapNode {
    /// The addresses of the leaves' value buffers: equal addresses mean shared leaves, as long as both maps are
    /// alive.
    fileprivate var leaves: Set<UnsafeRawPointer> {
        var leaves: Set<UnsafeRawPointer> = []
        forEachLeaf { leaf in
            if let address = leaf.address { leaves.insert(address) }
        }
        return leaves
    }

    /// Returns the entries of the leaves that are not in `shared`, in order.
    fileprivate func entries(besides shared: Set<UnsafeRawPointer>) -> [(key: OrderedKey, value: Value)] {
        var entries: [(key: OrderedKey, value: Value)] = []
        forEachLeaf { leaf in
            if let address = leaf.address, shared.contains(address) { return }
            for (key, value) in zip(leaf.keys, leaf.values) { entries.append((key, value)) }
        }
        return entries
    }

    private var address: UnsafeRawPointer? {
        values.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    }

    private func forEachLeaf(_ body: (OrderedMapNode) -> Void) {
        guard !children.isEmpty else { return body(self) }
        for child in children { child.forEachLeaf(body) }
    }
}
