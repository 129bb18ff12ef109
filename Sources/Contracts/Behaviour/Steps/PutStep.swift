/// Stores a record: `{"put": "Orders", "item": {"customer_id": "${customer_id}"}, "as": "order"}`.
///
/// Attributes that the record's schema marks as made by the service (`"identity": "server"`) and that the item leaves
/// out are made first; the other members may refer to them by the record's name.
public struct PutStep: Sendable {
    /// The table's name.
    public var table: String
    /// The record: an object.
    public var item: BehaviourValue
    /// The name of the stored record.
    public var name: String?
    /// Whether a record of the same key is replaced.
    public var replaces: Bool
    /// The refusal when there is a record of the same key, or with the same value of a unique attribute; 409 when `nil`.
    public var refusal: BehaviourRefusal?

    /// Creates a step.
    public init(
        table: String,
        item: BehaviourValue,
        name: String? = nil,
        replaces: Bool = false,
        refusal: BehaviourRefusal? = nil
    ) {
        self.table = table
        self.item = item
        self.name = name
        self.replaces = replaces
        self.refusal = refusal
    }

    init?(_ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let table = node.string("put"), let item = node["item"] else { return nil }
        self.init(
            table: table,
            item: decoder.value(item),
            name: node.string("as"),
            replaces: node["replace"]?.bool ?? false,
            refusal: BehaviourRefusal(node["else"], &decoder)
        )
    }
}
