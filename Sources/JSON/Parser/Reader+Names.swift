/// A fingerprint of a member's name, which distinguishes it from most others without comparing texts.
struct NameMark {
    /// The position of the name's opening quote.
    var offset: Int
    /// Equal for equal names, mostly different for others.
    var fingerprint: UInt64

    init(offset: Int, fingerprint: UInt64) {
        self.offset = offset
        self.fingerprint = fingerprint
    }

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
        if let known = knownNames.expectedName(in: bytes, at: start &+ 1) {
            index = start &+ known.count &+ 2
            try push(
                known.name,
                NameMark(offset: start, fingerprint: known.fingerprint),
                known: knownNames.last
            )
        } else {
            try readOtherName()
        }
        guard skipWhitespace() == UInt8(ascii: ":") else { throw unexpected(.colon) }
        index &+= 1
    }

    /// Reads a name that is not the one that was to be expected.
    @inline(never)
    private mutating func readOtherName() throws(JSONError) {
        let start = index
        let (end, isASCII) = StringScanner.plainEnd(in: bytes, from: start &+ 1)
        guard isASCII, end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            var name = try readString(isName: true)
            let mark = name.withUTF8 { NameMark(name: $0, offset: start) }
            return try push(name, mark, known: nil)
        }
        let written = UnsafeBufferPointer(rebasing: bytes[(start &+ 1)..<end])
        let mark = NameMark(name: written, offset: start)
        index = end &+ 1
        // In a small text the table costs more than it saves.
        guard bytes.count > 1_024 else {
            return try push(String(decoding: written, as: UTF8.self), mark, known: nil)
        }
        let name = knownNames.name(written, fingerprint: mark.fingerprint)
        try push(name, mark, known: knownNames.last)
    }

    /// Opens the member of a name.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - mark: Its fingerprint.
    ///   - known: Its place among the known names; `nil` where it is none of these.
    /// - Throws: ``JSONError`` where the innermost object has the name already.
    @inline(__always)
    private mutating func push(_ name: String, _ mark: NameMark, known: Int?) throws(JSONError) {
        if rules.duplicateNames == .refuse, !isSurelyNew(known), let earlier = enter(name, mark) {
            let first = SourcePosition(offset: marks[earlier].offset, in: bytes)
            throw failure(
                .duplicateName(name, first: first),
                at: mark.offset,
                pointer: pointer(inContainer: true).appending(name)
            )
        }
        members.push(JSONMember(name: name, value: .null))
        marks.push(mark)
    }

    /// Returns whether the innermost object has none of the names yet that lie at a place among the known ones; equal names
    /// lie at the same place.
    @inline(__always)
    private mutating func isSurelyNew(_ known: Int?) -> Bool {
        let container = containers.count &- 1
        guard let known else {
            containers[container].seen = .max
            return false
        }
        let bit: UInt64 = 1 &<< UInt64(known)
        let isNew = containers[container].seen & bit == 0
        containers[container].seen |= bit
        // The table of a large object has to have all names.
        return isNew && members.count &- containers[container].start < NameTable.smallestCount
    }

    /// Searches for a name in the innermost object, and adds it to the object's table if there is one.
    ///
    /// - Returns: The place of the equal name on the stack of members.
    @inline(never)
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
