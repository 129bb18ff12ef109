/// Answers the request: `{"answer": {"order": "${order}"}, "status": 201, "headers": {"Location": "/orders/1"}}`.
public struct AnswerStep: Sendable {
    /// The body; `null` for a response without one, such as a 204.
    public var body: BehaviourValue
    /// The status.
    public var status: Int
    /// The headers, in order; one whose value is absent is left out.
    public var headers: [BehaviourValue.Member]

    /// Creates a step.
    public init(body: BehaviourValue, status: Int = 200, headers: [BehaviourValue.Member] = []) {
        self.body = body
        self.status = status
        self.headers = headers
    }

    init(_ body: Node, in node: Node, _ decoder: inout BehaviourDecoder) {
        self.init(
            body: decoder.value(body),
            status: node["status"]?.int ?? 200,
            headers: decoder.members(node["headers"])
        )
    }
}
