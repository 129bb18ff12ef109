/// Finds the members of a large object by name: a hash table that holds places in the object's list of members.
///
/// Hashes are Swift's seeded ones, so a sender cannot choose names that collide.
struct NameTable: Sendable {
    /// Objects up to this many members are searched from front to back, which is faster than hashing.
    static let smallestCount = 16

    /// 0 for a free slot, else a member's place + 1 below and half of its name's hash above.
    ///
    /// The number of slots is a power of two.
    private var slots: [UInt64]

    /// Creates a table of members whose names differ.
    init(_ members: UnsafeBufferPointer<JSONMember>) {
        var size = 64
        while size < members.count &* 2 { size &*= 2 }
        slots = Array(repeating: 0, count: size)
        for place in members.indices {
            _ = insert(members[place].name, place: place, among: members)
        }
    }

    /// The place of a name, if the table holds it.
    func find(_ name: String, among members: UnsafeBufferPointer<JSONMember>) -> Int? {
        Self.place(slots[slot(of: name, hash: Self.hash(name), among: members)])
    }

    /// Adds the next name, unless the table contains it.
    ///
    /// - Parameters:
    ///   - name: The name of the member that is, or will be, at `place`.
    ///   - place: The number of names that were entered before.
    ///   - members: The members that were entered before, at least.
    /// - Returns: The place of the equal name that the table holds; `nil` when the name was entered.
    mutating func insert(_ name: String, place: Int, among members: UnsafeBufferPointer<JSONMember>) -> Int? {
        if (place + 1) * 2 > slots.count { grow() }
        let hash = Self.hash(name)
        let slot = slot(of: name, hash: hash, among: members)
        if let earlier = Self.place(slots[slot]) { return earlier }
        slots[slot] = hash | UInt64(truncatingIfNeeded: place + 1)
        return nil
    }

    /// The part of a slot that distinguishes names.
    private static let hashBits: UInt64 = 0xFFFF_FFFF_0000_0000

    private static func hash(_ name: String) -> UInt64 {
        var hasher = Hasher()
        name.hashBytes(into: &hasher)
        return UInt64(truncatingIfNeeded: hasher.finalize()) & hashBits
    }

    private static func place(_ entry: UInt64) -> Int? {
        let place = Int(entry & ~hashBits)
        return place == 0 ? nil : place - 1
    }

    /// The slot that holds a name, or the free one where it belongs.
    private func slot(of name: String, hash: UInt64, among members: UnsafeBufferPointer<JSONMember>) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash >> 32) & mask
        while let place = Self.place(slots[slot]) {
            if slots[slot] & Self.hashBits == hash, members[place].name.hasSameBytes(as: name) { break }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        let entries = slots.filter { $0 != 0 }
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for entry in entries {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}
