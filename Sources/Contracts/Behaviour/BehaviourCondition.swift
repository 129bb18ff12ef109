public import JSON
public import JSONSchema

/// A condition of `require` and `when`.
public enum BehaviourCondition: Sendable {
    /// The object of all arguments and found records, by name, fits the schema.
    case schema(Schema, source: JSONValue)
    /// All values are present and equal: `{"equal": ["${order/customer_id}", "${customer_id}"]}`.
    case equal([BehaviourValue])
    /// A text is absent or has at most so many bytes of UTF-8: `{"bytes": "${message}", "most": 400000}`.
    case bytes(BehaviourValue, most: Int)

    init(_ node: Node, _ decoder: inout BehaviourDecoder) {
        if let values = node["equal"] {
            self = .equal(values.elements.map { decoder.value($0) })
        } else if let text = node["bytes"] {
            self = .bytes(decoder.value(text), most: node["most"]?.int ?? .max)
        } else {
            self = .schema(decoder.compiler.schema(at: node), source: node.value)
        }
    }
}
