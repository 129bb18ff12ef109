import JSON

/// A fixed set of names from a schema, in which the names of an instance's members are found quickly.
///
/// Its hash reads at most sixteen bytes and is not seeded. That is safe, because only schemas fill the table:
/// an instance can do no worse than be compared with every name of the schema.
struct NameLookup: Sendable {
    /// A name's key and its place in the list; free where the place is negative.
    private struct Slot {
        let key: TextKey
        let place: Int
    }

    private let names: [ExactString]
    /// The number of slots is a power of two, and at least half of them are free.
    private let slots: [Slot]

    /// The names, in the order of their places.
    var list: [String] { names.map(\.string) }

    /// Creates a table of different names.
    init(_ names: [String]) {
        self.names = names.map { ExactString($0) }
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var slots = Array(repeating: Slot(key: TextKey(""), place: -1), count: size)
        for (place, name) in names.enumerated() {
            let key = TextKey(name)
            var slot = key.hash & (size - 1)
            while slots[slot].place >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(key: key, place: place)
        }
        self.slots = slots
    }

    /// The place of a name in the list that the table was made of.
    func place(of name: String) -> Int? {
        let key = TextKey(name)
        var number = key.hash & (slots.count - 1)
        while true {
            let slot = slots[number]
            if slot.place < 0 { return nil }
            if slot.key == key, key.isWhole || names[slot.place] == ExactString(name) { return slot.place }
            number = (number + 1) & (slots.count - 1)
        }
    }
}
