/// Changes a record that was found, or all of an array of them: `{"update": "order", "set": {"status": "paid"}}`.
///
/// An attribute whose value is absent stays as it is.
public struct UpdateStep: Sendable {
    /// The name of the record or of the records.
    public var name: String
    /// The new values of attributes: an object; `nil` for none.
    public var set: BehaviourValue?
    /// The numbers to add to attributes, by name; an absent attribute counts as zero.
    public var add: [BehaviourValue.Member]
    /// The attributes to remove.
    public var remove: [String]

    /// Creates a step.
    public init(
        name: String,
        set: BehaviourValue? = nil,
        add: [BehaviourValue.Member] = [],
        remove: [String] = []
    ) {
        self.name = name
        self.set = set
        self.add = add
        self.remove = remove
    }

    init?(_ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let name = node.string("update") else { return nil }
        self.init(
            name: name,
            set: decoder.value(node["set"]),
            add: decoder.members(node["add"]),
            remove: node.strings("remove")
        )
    }
}
