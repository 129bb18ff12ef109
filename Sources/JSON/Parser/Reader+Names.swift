/// What tells a member's name apart from most others without comparing texts.
struct NameMark {
    /// Where the name's opening quote is.
    var offset: Int
    /// Equal for equal names, mostly different for others.
    var fingerprint: UInt64

    init(name: String, offset: Int) {
        self.offset = offset
        let utf8 = name.utf8
        let mixed = utf8.withContiguousStorageIfAvailable { Self.mix(UnsafeRawBufferPointer($0)) }
        fingerprint = mixed ?? UInt64(truncatingIfNeeded: utf8.count)
    }

    private static func mix(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let count = bytes.count
        guard count >= 8 else {
            return bytes.reduce(UInt64(truncatingIfNeeded: count)) { $0 &<< 8 | UInt64($1) }
        }
        let head = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        let tail = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        return (head ^ (tail &* 0x9E37_79B9_7F4A_7C15)) &+ UInt64(truncatingIfNeeded: count)
    }
}

extension Reader {
    /// Reads a member's name and the colon behind it, and opens the member.
    mutating func readName(expecting expectation: JSONError.Expectation) throws(JSONError) {
        guard skipWhitespace() == UInt8(ascii: "\"") else { throw unexpected(expectation, inContainer: true) }
        let start = index
        let name = try readString(isName: true)
        let mark = NameMark(name: name, offset: start)
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

    /// Looks for a name in the innermost object, and enters it in the object's table if there is one.
    ///
    /// - Returns: The place of the equal name on the stack of members.
    private mutating func enter(_ name: String, _ mark: NameMark) -> Int? {
        let container = containers.count &- 1
        let start = containers[container].start
        let count = members.count &- start
        if count < NameTable.smallestCount {
            for place in start..<members.count
            where marks[place].fingerprint == mark.fingerprint && members[place].name.hasSameBytes(as: name) {
                return place
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

    /// What the members of an object that closes become.
    mutating func closeObject(from start: Int, table: NameTable?) -> JSONObject {
        marks.drop(from: start)
        let own = members.popArray(from: start)
        return switch rules.duplicateNames {
        case .refuse: JSONObject(distinct: own, table: table)
        case .keepLast: JSONObject(own)
        }
    }
}
