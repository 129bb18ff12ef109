/// `$project`: some members of an object, or of each object of an array: `{"$project": "${order}", "members": ["id"]}`.
public struct ProjectFunction: Sendable {
    /// The object or array.
    public var value: BehaviourValue
    /// The names of the members to keep, in order; all when `nil`.
    public var members: [String]?
    /// The names of the members to leave out.
    public var without: [String]

    init(_ value: Node, _ node: Node, _ decoder: inout BehaviourDecoder) {
        self.value = decoder.value(value)
        members = node["members"]?.strings
        without = node.strings("without")
    }
}
