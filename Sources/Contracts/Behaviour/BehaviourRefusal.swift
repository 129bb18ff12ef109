/// How a step refuses a request: `"else": {"status": 404, "error": "there is no such order"}`.
public struct BehaviourRefusal: Sendable {
    /// The status.
    public var status: Int
    /// Why the request is refused, for people; a general text when `nil`.
    public var error: BehaviourValue?
    /// Where it is written.
    public var location: SourceLocation

    /// Creates a refusal.
    public init(status: Int, error: BehaviourValue? = nil, location: SourceLocation) {
        self.status = status
        self.error = error
        self.location = location
    }

    init?(_ node: Node?, _ decoder: inout BehaviourDecoder) {
        guard let node, let status = node["status"]?.int else { return nil }
        self.init(status: status, error: decoder.value(node["error"]), location: node.location)
    }
}
