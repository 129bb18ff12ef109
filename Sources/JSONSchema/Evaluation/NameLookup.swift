import JSON

/// A fixed set of names from a schema, in which the names of an instance's members are found quickly.
///
/// Its hash reads at most sixteen bytes and is not seeded. That is safe, because only schemas fill the table:
/// an instance can do no worse than be compared with every name of the schema.
struct NameLookup: Sendable {
    /// The length of a name with its first and last bytes: all of a name that is no longer than sixteen bytes.
    private struct Key: Equatable {
        let count: Int
        let first: UInt64
        let last: UInt64

        init(_ name: String) {
            let key = name.utf8.withContiguousStorageIfAvailable { Key(UnsafeRawBufferPointer($0)) }
            self = key ?? Array(name.utf8).withUnsafeBytes { Key($0) }
        }

        private init(_ bytes: UnsafeRawBufferPointer) {
            count = bytes.count
            if count >= 8 {
                first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
                last = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            } else if count >= 4 {
                first = UInt64(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
                last = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            } else if count > 0 {
                first = UInt64(bytes[0])
                last = UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count &- 1])
            } else {
                (first, last) = (0, 0)
            }
        }

        var isWhole: Bool { count <= 16 }

        var hash: Int {
            let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
            return Int(truncatingIfNeeded: mixed ^ (mixed >> 32))
        }
    }

    /// A name's key and its place in the list; free where the place is negative.
    private struct Slot {
        let key: Key
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
        var slots = Array(repeating: Slot(key: Key(""), place: -1), count: size)
        for (place, name) in names.enumerated() {
            let key = Key(name)
            var slot = key.hash & (size - 1)
            while slots[slot].place >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(key: key, place: place)
        }
        self.slots = slots
    }

    /// The place of a name in the list that the table was made of.
    func place(of name: String) -> Int? {
        let key = Key(name)
        var number = key.hash & (slots.count - 1)
        while true {
            let slot = slots[number]
            if slot.place < 0 { return nil }
            if slot.key == key, key.isWhole || names[slot.place] == ExactString(name) { return slot.place }
            number = (number + 1) & (slots.count - 1)
        }
    }
}
