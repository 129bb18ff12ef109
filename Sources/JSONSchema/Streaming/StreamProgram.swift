import JSON

/// All schemas of a ``SchemaProgram`` as flat records, for ``StreamEvaluation``.
///
/// Its memory is written by the initialiser only and freed when it goes; that is why it may be shared, which the compiler
/// cannot see.
final class StreamProgram: @unchecked Sendable {
    /// The greatest nesting of applied schemas in the fused pass; what goes deeper is decided on parsed values.
    static let greatestDepth = 128
    /// The greatest number of references that are replaced by what they lead to.
    private static let longestChain = 16
    /// The names that one schema may speak of: as many as a word has bits.
    private static let mostNames = 64

    /// The source, which owns this: schemas that need parsed values are evaluated by it.
    unowned(unsafe) let source: SchemaProgram
    let root: Int
    let view: UnsafePointer<StreamView>
    /// The node that stands for each schema.
    private let targets: [Int]

    /// Makes the records.
    ///
    /// - Returns: `nil` where the whole schema has to be evaluated on parsed values.
    /// - Complexity: O(*n*) in the number of schemas and names.
    init?(_ source: SchemaProgram) {
        // The meaning of a dynamic reference depends on the way to it, which this engine does not know.
        guard source.dynamicAnchors.isEmpty,
            source.options.maximumDepth >= Self.greatestDepth * (Self.longestChain + 1)
        else { return nil }
        var lists = StreamLists()
        let constraints = source.nodes.map(\.streamConstraints)
        lists.targets = Self.targets(of: constraints, in: source)
        let root = lists.place(of: source.root)
        var nodes = [StreamNode(), StreamNode(types: [], hasOwn: true)]
        nodes += constraints.map { lists.node($0) }
        guard nodes[root].way != .value else {
            lists.deallocate()
            return nil
        }
        self.source = source
        self.root = root
        targets = lists.targets
        let view = UnsafeMutablePointer<StreamView>.allocate(capacity: 1)
        view.initialize(to: StreamView(nodes, lists))
        self.view = UnsafePointer(view)
    }

    deinit {
        view.pointee.deallocate()
        view.deallocate()
    }

    /// Returns whether a node stands for a schema.
    func isNode(_ node: Int, of schema: Subschema) -> Bool {
        schema.verdict == nil && targets[schema.index] == node
    }

    /// The place of the node that stands for each schema: that of another where the schema does no more than refer to it.
    private static func targets(of constraints: [StreamConstraints], in source: SchemaProgram) -> [Int] {
        constraints.indices.map { index in
            var index = index
            for _ in 0..<longestChain {
                if let verdict = source.nodes[index].verdict {
                    return verdict ? StreamNode.any : StreamNode.never
                }
                let own = constraints[index]
                guard !own.needsValue, !own.hasOwn, own.applicators.isEmpty, own.all.count == 1 else { break }
                index = own.all[0].index
            }
            return StreamNode.first + index
        }
    }

    /// Whether a table can hold the names of a schema.
    static func canHold(names count: Int) -> Bool { count <= mostNames }
}

extension SchemaNode {
    /// What its keywords ask for.
    fileprivate var streamConstraints: StreamConstraints {
        var constraints = StreamConstraints()
        for keyword in keywords { keyword.contribute(to: &constraints) }
        if verdict == false { constraints.types = [] }
        return constraints
    }
}
