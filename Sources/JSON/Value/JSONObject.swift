/// The members of an object, in the order in which they were written, each name once.
///
/// Names are compared by their UTF-8 bytes. Equality does not regard the order.
public struct JSONObject: Sendable {
    /// The members, in order.
    public private(set) var members: [JSONMember]
    /// Present from ``NameTable/smallestCount`` members on.
    private var table: NameTable?

    /// Creates an empty object.
    public init() {
        members = []
    }

    /// Creates an object from members; a later duplicate's value replaces the earlier one's, in the earlier one's place.
    ///
    /// - Complexity: O(*n*) in the number of members.
    public init(_ members: [JSONMember]) {
        self.members = []
        self.members.reserveCapacity(members.count)
        for member in members {
            self[member.name] = member.value
        }
    }

    /// Creates an object of members whose names are known to differ, with the table that finds them.
    init(distinct members: [JSONMember], table: NameTable?) {
        self.members = members
        self.table = table
    }

    /// Creates an object of members whose names are known to differ.
    package init(distinct members: [JSONMember]) {
        self.members = members
        makeTableIfLarge()
    }

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The names, in order.
    public var names: [String] { members.map(\.name) }

    /// The value of that name.
    ///
    /// Setting `nil` removes the member; setting a new name appends one.
    /// - Complexity: O(1) on average; removing is O(*n*).
    public subscript(_ name: String) -> JSONValue? {
        get {
            place(of: name).map { members[$0].value }
        }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let newValue?):
                members[place].value = newValue
            case (let place?, nil):
                members.remove(at: place)
                table = nil
                makeTableIfLarge()
            case (nil, let newValue?):
                append(JSONMember(name: name, value: newValue))
            case (nil, nil):
                break
            }
        }
    }

    private func place(of name: String) -> Int? {
        if let table {
            return members.withUnsafeBufferPointer { table.find(name, among: $0) }
        }
        return members.firstIndex { $0.name.hasSameBytes(as: name) }
    }

    private mutating func append(_ member: JSONMember) {
        members.append(member)
        if table == nil {
            makeTableIfLarge()
        } else {
            let place = members.count - 1
            _ = members.withUnsafeBufferPointer { table?.insert(member.name, place: place, among: $0) }
        }
    }

    private mutating func makeTableIfLarge() {
        guard members.count >= NameTable.smallestCount else { return }
        table = members.withUnsafeBufferPointer { NameTable($0) }
    }
}

extension JSONObject: Sequence {
    /// Iterates over the members in order.
    public func makeIterator() -> IndexingIterator<[JSONMember]> {
        members.makeIterator()
    }

    /// The number of members, which is known.
    public var underestimatedCount: Int { members.count }
}

extension JSONObject: Hashable {
    /// Whether both have the same names with the same values, in any order.
    ///
    /// - Complexity: O(*n*) when the order is the same or the objects are large, O(*n*²) for small ones.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        for (place, member) in left.members.enumerated() {
            let candidate = right.members[place]
            if candidate.name.hasSameBytes(as: member.name) {
                guard candidate.value == member.value else { return false }
            } else {
                guard right[member.name] == member.value else { return false }
            }
        }
        return true
    }

    /// Feeds the members to the hasher so that their order makes no difference.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var memberHasher = Hasher()
            memberHasher.combine(member)
            sum &+= memberHasher.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object from a literal; a duplicate name keeps its last value.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { JSONMember(name: $0, value: $1) })
    }
}
