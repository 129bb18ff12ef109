import Contracts
import JSON

/// Answers plain questions about schemas of a description, without validating anything.
struct SchemaFacts {
    let documents: DocumentSet

    /// A member of an object, and the schemas that describe it.
    struct Property {
        let name: String
        let node: DocumentNode
    }

    /// The schema itself: where references lead to.
    func target(_ node: DocumentNode) -> DocumentNode { documents.resolved(node) ?? node }

    /// The schemas that apply to the same value: the schema, what it refers to, and the branches of `allOf`.
    ///
    /// Those of `oneOf` and `anyOf` count as well where they are asked for.
    /// - Complexity: O(*n*) in the number of schemas.
    func applied(_ node: DocumentNode, branches: Bool = false) -> [DocumentNode] {
        var found: [DocumentNode] = []
        var seen: Set<SourceLocation> = []
        var waiting = [node]
        while let next = waiting.popLast() {
            guard seen.insert(next.location).inserted else { continue }
            found.append(next)
            if let text = next.string("$ref"),
                let target = documents.target(of: text, from: next.location)
            {
                waiting.append(target)
            }
            var keywords = ["allOf"]
            if branches { keywords += ["oneOf", "anyOf"] }
            for keyword in keywords { waiting += next[keyword]?.elements.reversed() ?? [] }
        }
        return found
    }

    /// The members that are described one by one, the first description of each name.
    func properties(_ node: DocumentNode) -> [Property] {
        var names: Set<String> = []
        return applied(node, branches: true).flatMap { $0["properties"]?.members ?? [] }
            .filter { names.insert($0.name).inserted }
            .map { Property(name: $0.name, node: $0.node) }
    }

    /// The members that an answer shows.
    func shown(_ node: DocumentNode) -> [Property] {
        properties(node).filter { !isMarked("writeOnly", $0.node) }
    }

    /// The members that an object must have.
    func required(_ node: DocumentNode) -> [String] {
        applied(node).flatMap { $0["required"]?.elements.compactMap(\.string) ?? [] }
    }

    /// The types that a schema names, without `null`; none where it names none.
    func types(_ node: DocumentNode) -> Set<String> {
        var types: Set<String> = []
        for schema in applied(node, branches: true) {
            if let type = schema.string("type") { types.insert(type) }
            types.formUnion(schema["type"]?.elements.compactMap(\.string) ?? [])
        }
        if types.isEmpty, !properties(node).isEmpty { types.insert("object") }
        return types.subtracting(["null"])
    }

    /// Whether a schema takes objects, as far as it says.
    func isObject(_ node: DocumentNode) -> Bool {
        let types = types(node)
        return types.isEmpty || types.contains("object")
    }

    /// Whether a schema takes objects alone, or arrays of nothing else: what no text can carry.
    func isStructure(_ node: DocumentNode) -> Bool {
        let structures: Set<String> = ["object", "array"]
        let types = types(node)
        guard !types.isEmpty, types.isSubset(of: structures) else { return false }
        guard types.contains("array") else { return true }
        guard let elements = items(node).map(self.types), !elements.isEmpty else { return false }
        return elements.isSubset(of: structures)
    }

    /// The schema of an array's elements; `nil` where the schema describes no array.
    func items(_ node: DocumentNode) -> DocumentNode? {
        applied(node).lazy.compactMap { $0["items"] }.first
    }

    /// The value of a keyword, the first of those that apply.
    func keyword(_ name: String, of node: DocumentNode) -> DocumentNode? {
        applied(node).lazy.compactMap { $0[name] }.first
    }

    /// Whether a schema says `readOnly` or `writeOnly` of its value.
    func isMarked(_ keyword: String, _ node: DocumentNode) -> Bool {
        applied(node).contains { $0.isTrue(keyword) }
    }

    /// Whether a schema takes objects without members that it does not describe.
    func isClosed(_ node: DocumentNode) -> Bool {
        applied(node, branches: true).contains {
            $0["additionalProperties"]?.value == false || $0["unevaluatedProperties"]?.value == false
        }
    }
}
