import JSON

/// A keyword of any kind in its place in a schema.
///
/// Bound to a reference, because calling a value through `any KeywordNode` would copy it at every call.
protocol AnyKeyword: AnyObject, Sendable {
    /// The name by which errors report the keyword.
    var name: String { get }
    /// The schemas that the keyword applies to the very value it is given.
    var inPlaceSubschemas: [Subschema] { get }

    /// Whether the instance is valid.
    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool

    /// Adds what the keyword asks for to the form that is evaluated without making values.
    func contribute(to stream: inout StreamConstraints)
}

/// A keyword of one kind in its place in a schema.
final class BoundKeyword<Node: KeywordNode>: AnyKeyword {
    let name: String
    private let node: Node

    init(name: String, node: Node) {
        self.name = name
        self.node = node
    }

    var inPlaceSubschemas: [Subschema] { node.inPlaceSubschemas }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        node.evaluate(instance, &evaluation)
    }

    func contribute(to stream: inout StreamConstraints) {
        node.contribute(to: &stream)
    }
}

extension KeywordNode {
    /// The keyword under its name.
    func bound(to name: String) -> any AnyKeyword {
        BoundKeyword(name: name, node: self)
    }
}
