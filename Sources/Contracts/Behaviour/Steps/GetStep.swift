/// Finds the record of a key: `{"get": "Orders", "key": {"order_id": "${order_id}"}, "as": "order", "else": {...}}`.
public struct GetStep: Sendable {
    /// The table's name.
    public var table: String
    /// The values of key attributes, of the table or of one of its indexes, by name.
    public var key: [BehaviourValue.Member]
    /// The name of the record; `nil` where it is not needed.
    public var name: String?
    /// The refusal when there is none; without it the name stays unbound.
    public var refusal: BehaviourRefusal?

    /// Creates a step.
    public init(
        table: String,
        key: [BehaviourValue.Member],
        name: String? = nil,
        refusal: BehaviourRefusal? = nil
    ) {
        self.table = table
        self.key = key
        self.name = name
        self.refusal = refusal
    }

    init?(_ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let table = node.string("get") else { return nil }
        self.init(
            table: table,
            key: decoder.members(node["key"]),
            name: node.string("as"),
            refusal: BehaviourRefusal(node["else"], &decoder)
        )
    }
}
