/// Finds the members of a large object by name: a hash table that holds places in the object's list of members.
///
/// Hashes are Swift's seeded ones, so a sender cannot choose names that collide.
struct NameTable: Sendable {
    /// Objects up to this many members are searched from front to back, which is faster than hashing.
    static let smallestCount = 16

    /// 0 for a free slot, else a member's place + 1; the number of slots is a power of two.
    private var slots: [UInt32]

    /// Makes a table of members whose names differ.
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
        let entry = Int(slots[slot(of: name, among: members)])
        return entry == 0 ? nil : entry - 1
    }

    /// Enters the name that comes next, unless the table holds it.
    ///
    /// - Parameters:
    ///   - name: The name of the member that stands, or will stand, at `place`.
    ///   - place: The number of names that were entered before.
    ///   - members: The members that were entered before, at least.
    /// - Returns: The place of the equal name that the table holds; `nil` when the name was entered.
    mutating func insert(_ name: String, place: Int, among members: UnsafeBufferPointer<JSONMember>) -> Int? {
        if (place + 1) * 2 > slots.count { grow(among: members) }
        let slot = slot(of: name, among: members)
        let entry = Int(slots[slot])
        if entry != 0 { return entry - 1 }
        slots[slot] = UInt32(truncatingIfNeeded: place + 1)
        return nil
    }

    /// The slot that holds a name, or the free one where it belongs.
    private func slot(of name: String, among members: UnsafeBufferPointer<JSONMember>) -> Int {
        var hasher = Hasher()
        name.hashBytes(into: &hasher)
        let mask = slots.count - 1
        var slot = hasher.finalize() & mask
        while slots[slot] != 0, !members[Int(slots[slot]) - 1].name.hasSameBytes(as: name) {
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow(among members: UnsafeBufferPointer<JSONMember>) {
        let places = slots.filter { $0 != 0 }
        slots = Array(repeating: 0, count: slots.count * 2)
        for place in places {
            slots[slot(of: members[Int(place) - 1].name, among: members)] = place
        }
    }
}
