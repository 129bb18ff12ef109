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

/// The names that were read lately: objects of a list have the same ones, which then need not be made again.
struct KnownNames: ~Copyable {
    private struct Entry {
        let fingerprint: UInt64
        let name: String
    }

    private static let capacity = 64
    private var entries: UnsafeMutablePointer<Entry?>?

    init() {}

    deinit {
        entries?.deinitialize(count: Self.capacity)
        entries?.deallocate()
    }

    /// Returns the text of an ASCII name.
    mutating func name(_ written: UnsafeBufferPointer<UInt8>, fingerprint: UInt64) -> String {
        let entries = self.entries ?? makeEntries()
        let mixed = fingerprint &* 0xD6E8_FEB8_6659_FD93
        let place = Int(truncatingIfNeeded: mixed &>> 58)
        if let entry = entries[place], entry.fingerprint == fingerprint,
            entry.name.hasSameBytes(as: UnsafeRawBufferPointer(written))
        {
            return entry.name
        }
        let name = String(decoding: written, as: UTF8.self)
        entries[place] = Entry(fingerprint: fingerprint, name: name)
        return name
    }

    private mutating func makeEntries() -> UnsafeMutablePointer<Entry?> {
        let made = UnsafeMutablePointer<Entry?>.allocate(capacity: Self.capacity)
        made.initialize(repeating: nil, count: Self.capacity)
        entries = made
        return made
    }
}

extension Reader {
    /// Reads a member's name and the colon behind it, and opens the member.
    mutating func readName(expecting expectation: JSONError.Expectation) throws(JSONError) {
        guard skipWhitespace() == UInt8(ascii: "\"") else { throw unexpected(expectation, inContainer: true) }
        let start = index
        let (name, mark) = try readMarkedName()
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

    /// Reads a name; one that was read before is taken from the table of those.
    private mutating func readMarkedName() throws(JSONError) -> (String, NameMark) {
        let start = index
        let (end, isASCII) = StringScanner.plainEnd(in: bytes, from: start &+ 1)
        guard isASCII, end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            let name = try readString(isName: true)
            return (name, mark(of: name, at: start))
        }
        let written = UnsafeBufferPointer(rebasing: bytes[(start &+ 1)..<end])
        let mark = NameMark(name: written, offset: start)
        index = end &+ 1
        // In a small text the table costs more than it saves.
        guard bytes.count > 1_024 else { return (String(decoding: written, as: UTF8.self), mark) }
        return (knownNames.name(written, fingerprint: mark.fingerprint), mark)
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
