import JSON

/// The names of an item's attributes, in order: items with the same ones share them.
final class ItemShape: Sendable {
    /// The names.
    let names: [String]

    init(_ names: [String]) {
        self.names = names
    }

    /// Returns whether an item has exactly these attributes, in this order.
    ///
    /// - Complexity: O(*n*) in the number of attributes.
    func fits(_ item: Item) -> Bool {
        item.count == names.count
            && zip(item.members, names).allSatisfy { $0.name.hasSameBytes(as: $1) }
    }
}

/// The shapes of a table's items, as far as they are few.
struct ItemShapes: Sendable {
    /// Items of further shapes have shapes of their own, so that names that nobody uses any more do not pile up.
    private static let most = 64

    private var known: [ItemShape] = []

    /// Returns the shape of an item.
    ///
    /// - Complexity: O(*s* · *n*) for *s* shapes and *n* attributes; the first shape is that of most items.
    mutating func shape(of item: Item) -> ItemShape {
        if let shape = known.first(where: { $0.fits(item) }) { return shape }
        let shape = ItemShape(item.names)
        if known.count < Self.most { known.append(shape) }
        return shape
    }
}
