import JSON
import Synchronization

/// All schemas that one schema can lead to, compiled.
///
/// Nodes name each other by number, so circles are no matter.
final class SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    /// The ways to subschemas that ``Subschema/steps`` names.
    let steps: [[String]]
    let root: Subschema
    /// The root's address.
    let location: SchemaLocation
    /// The dynamic anchors of each schema resource, by the resource's number; empty when nothing refers to them.
    let dynamicAnchors: [Int: [ExactString: Subschema]]
    let options: SchemaOptions
    /// The keywords that compile and check nothing.
    let warnings: [SchemaWarning]
    private let madeStream = AtomicLazyReference<MadeStream>()

    /// The form that is evaluated without making values, made when it is first asked for; `nil` where there is none.
    var stream: StreamProgram? {
        (madeStream.load() ?? madeStream.storeIfNil(MadeStream(program: StreamProgram(self)))).program
    }

    /// The form, or that there is none.
    private final class MadeStream: Sendable {
        let program: StreamProgram?

        init(program: StreamProgram?) {
            self.program = program
        }
    }

    init(
        nodes: [SchemaNode],
        steps: [[String]],
        root: Subschema,
        location: SchemaLocation,
        dynamicAnchors: [Int: [ExactString: Subschema]],
        options: SchemaOptions,
        warnings: [SchemaWarning]
    ) {
        self.nodes = nodes
        self.steps = steps
        self.root = root
        self.location = location
        self.dynamicAnchors = dynamicAnchors
        self.options = options
        self.warnings = warnings
    }

    /// Refuses schemas that apply themselves to the same value: their evaluation would never end
    /// (JSON Schema Core, section 9.4.1).
    ///
    /// - Throws: ``SchemaError`` that names the cycle.
    /// - Complexity: O(*n*) in the number of schemas and of references between them.
    func refuseLoops() throws(SchemaError) {
        let edges = nodes.map { node in node.keywords.flatMap { $0.inPlaceSubschemas.map(\.index) } }
        var isDone = Array(repeating: false, count: nodes.count)
        var isOpen = isDone
        for start in nodes.indices where !isDone[start] {
            // The way from the start to the schema at hand, with the number of edges already followed at each.
            var way: [(node: Int, followed: Int)] = [(start, 0)]
            isOpen[start] = true
            while let (node, followed) = way.last {
                guard followed < edges[node].count else {
                    isOpen[node] = false
                    isDone[node] = true
                    way.removeLast()
                    continue
                }
                way[way.count - 1].followed += 1
                let next = edges[node][followed]
                if isOpen[next] {
                    let circle = way.drop { $0.node != next }.map { nodes[$0.node].location.text }
                    let through = circle + [nodes[next].location.text]
                    throw SchemaError(.referenceLoop(through: through), at: nodes[next].location.text)
                }
                if !isDone[next] {
                    isOpen[next] = true
                    way.append((next, 0))
                }
            }
        }
    }
}
