/// Finds all records with given values: `{"query": "Lines", "where": {"order_id": "${order_id}"}, "as": "lines"}`.
public struct QueryStep: Sendable {
    /// The table's name.
    public var table: String
    /// The values of attributes by name; an array stands for any of its elements.
    public var conditions: [BehaviourValue.Member]
    /// The name of the array of records.
    public var name: String?
    /// Whether every record of the table may be read, where neither key nor index serves the query.
    public var allowsScan: Bool
    /// The refusal when there is none; without it the array is empty.
    public var refusal: BehaviourRefusal?

    /// Creates a step.
    public init(
        table: String,
        conditions: [BehaviourValue.Member],
        name: String? = nil,
        allowsScan: Bool = false,
        refusal: BehaviourRefusal? = nil
    ) {
        self.table = table
        self.conditions = conditions
        self.name = name
        self.allowsScan = allowsScan
        self.refusal = refusal
    }

    init?(_ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let table = node.string("query") else { return nil }
        self.init(
            table: table,
            conditions: decoder.members(node["where"]),
            name: node.string("as"),
            allowsScan: node["scan"]?.bool ?? false,
            refusal: BehaviourRefusal(node["else"], &decoder)
        )
    }
}
