/// `$count`: the number of elements of an array: `{"$count": "${orders}", "where": {"status": "paid"}}`.
public struct CountFunction: Sendable {
    /// The array; an absent one counts as empty.
    public var array: BehaviourValue
    /// The values of members of the counted elements, by name; all count when there are none.
    public var conditions: [BehaviourValue.Member]

    init(_ array: Node, _ node: Node, _ decoder: inout BehaviourDecoder) {
        self.array = decoder.value(array)
        conditions = decoder.members(node["where"])
    }
}
