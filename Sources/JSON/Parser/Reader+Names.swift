/// A fingerprint of a member's name, which distinguishes it from most others without comparing texts.
struct NameMark {
    /// The position of the name's opening quote.
    var offset: Int
    /// Equal for equal names, mostly different for others.
    var fingerprint: UInt64

    init(name: borrowing UnsafeBufferPointer<UInt8>, offset: Int) {
        self.offset = offset
        let bytes = UnsafeRawBufferPointer(name)
        let count = bytes.count
        if count >= 8 {
            let head = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            let tail = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            fingerprint = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15)) &+ UInt64(truncatingIfNeeded: count)
        } else {
            var mixed = UInt64(truncatingIfNeeded: count)
            for byte in bytes { mixed = mixed &<< 8 | UInt64(byte) }
            fingerprint = mixed
        }
    }
}

extension Reader {
    /// Reads a member's name and the colon behind it, and opens the member.
    mutating func readName(expecting expectation: JSONError.Expectation) throws(JSONError) {
        guard skipWhitespace() == UInt8(ascii: "\"") else { throw unexpected(expectation, inContainer: true) }
        let start = index
        let name = try readString(isName: true)
        let mark = mark(of: name, at: start)
        if rules.duplicateNames == .refuse, let earlier = enter(name, mark) {
            let first = SourcePosition(offset: marks[earlier].offset, in: bytes)
            throw failure(
                .duplicateName(name, first: first),
                at: start,
                pointer: pointer(inContainer: true).appending(name)
            )
        }
        members.push(JSONMember(name: name, value: .null))
        marks.push(mark)
        guard skipWhitespace() == UInt8(ascii: ":") else { throw unexpected(.colon) }
        index &+= 1
    }

    private func mark(of name: String, at start: Int) -> NameMark {
        let written = UnsafeBufferPointer(rebasing: bytes[(start &+ 1)..<(index &- 1)])
        // Every escape is longer than its character.
        if written.count == name.utf8.count { return NameMark(name: written, offset: start) }
        return scratch.withUnsafeBufferPointer { NameMark(name: $0, offset: start) }
    }

    /// Searches for a name in the innermost object, and adds it to the object's table if there is one.
    ///
    /// - Returns: The place of the equal name on the stack of members.
    private mutating func enter(_ name: String, _ mark: NameMark) -> Int? {
        let container = containers.count &- 1
        let start = containers[container].start
        let count = members.count &- start
        if count < NameTable.smallestCount {
            let marks = marks.view(from: start)
            for place in 0..<count
            where marks[place].fingerprint == mark.fingerprint
                && members[start &+ place].name.hasSameBytes(as: name)
            {
                return start &+ place
            }
            return nil
        }
        let known = members.view(from: start)
        if containers[container].table == nil {
            containers[container].table = NameTable(known)
        }
        return (containers[container].table?.insert(name, place: count, among: known) ?? nil).map {
            start + $0
        }
    }

    /// Returns the object of the members when it closes.
    mutating func closeObject(from start: Int, table: NameTable?) -> JSONObject {
        marks.drop(from: start)
        let own = members.popArray(from: start)
        return switch rules.duplicateNames {
        case .refuse: JSONObject(distinct: own, table: table)
        case .keepLast: JSONObject(own)
        }
    }
}
