public import JSON

/// `$sum`: an exact sum over an array: `{"$sum": "${lines}", "of": "/price", "where": {"status": "open"}}`.
public struct SumFunction: Sendable {
    /// The array; an absent one counts as empty.
    public var array: BehaviourValue
    /// From an element to the number; an absent one counts as zero.
    public var member: JSONPointer
    /// The values of members of the elements that count, by name; all count when there are none.
    public var conditions: [BehaviourValue.Member]

    init?(_ array: Node, _ node: Node, _ decoder: inout BehaviourDecoder) {
        self.array = decoder.value(array)
        conditions = decoder.members(node["where"])
        guard let member = node["of"]?.pointer else {
            decoder.report(
                node.location,
                "'$sum' does not say what to add up",
                remedy: "give the JSON Pointer of a number in each element as \"of\": \"/price\""
            )
            return nil
        }
        self.member = member
    }
}
