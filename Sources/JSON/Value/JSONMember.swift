/// One member of an object: a name and its value.
public struct JSONMember: Sendable, Hashable {
    /// The name; compared by its UTF-8 bytes.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Whether names (by bytes) and values are equal.
    public static func == (left: JSONMember, right: JSONMember) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.value == right.value
    }

    /// Feeds the name's bytes and the value to the hasher.
    public func hash(into hasher: inout Hasher) {
        name.hashBytes(into: &hasher)
        hasher.combine(value)
    }
}
