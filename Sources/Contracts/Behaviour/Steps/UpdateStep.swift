public import Tables

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
    /// The refusal when another record has the new values of a unique key; 409 when `nil`.
    public var refusal: BehaviourRefusal?

    /// Creates a step.
    public init(
        name: String,
        set: BehaviourValue? = nil,
        add: [BehaviourValue.Member] = [],
        remove: [String] = [],
        refusal: BehaviourRefusal? = nil
    ) {
        self.name = name
        self.set = set
        self.add = add
        self.remove = remove
        self.refusal = refusal
    }

    init?(_ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let name = node.string("update") else { return nil }
        self.init(
            name: name,
            set: decoder.value(node["set"]),
            add: decoder.members(node["add"]),
            remove: node.strings("remove"),
            refusal: BehaviourRefusal(node["else"], &decoder)
        )
    }

    /// Whether the step can give a record other values of a unique key.
    public func changesUniqueKey(of table: TableDefinition) -> Bool {
        var names = add.map(\.name)
        if let set {
            // The names that a computed object has are not known.
            guard let members = set.members else { return !table.uniqueKeys.isEmpty }
            names += members.map(\.name)
        }
        return table.uniqueKeys.contains { unique in
            unique.attributes.contains { names.contains($0) }
        }
    }
}
