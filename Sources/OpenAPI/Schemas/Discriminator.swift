import Contracts
import JSON

/// What tells the branches of a `oneOf` apart: a member, and its values by schema.
struct Discriminator {
    /// The member's name.
    let property: String
    private let mapping: [(value: String, target: String)]
    private let node: DocumentNode

    /// Reads a discriminator; `nil` when it names no member.
    init?(_ node: DocumentNode, _ documents: DocumentSet) {
        guard let property = node.string("propertyName") else { return nil }
        self.property = property
        self.node = node
        mapping =
            node["mapping"]?.members.compactMap { name, target in target.string.map { (name, $0) } } ?? []
    }

    /// The schema of the member in a branch; `nil` for a branch that is no `$ref`, which has no name.
    func names(of branch: DocumentNode, _ documents: DocumentSet) -> JSONValue? {
        guard let reference = branch.string("$ref"),
            let target = DocumentSet.location(of: reference, from: branch.location)
        else { return nil }
        let name = target.pointer.tokens.last ?? ""
        let values = mapping.filter { entry in
            // A bare name is that of a schema of the document, or a file.
            entry.target == name || DocumentSet.location(of: entry.target, from: node.location) == target
        }
        // A schema that no entry names is named by its own name.
        let names = values.isEmpty ? [JSONValue.string(name)] : values.map { .string($0.value) }
        return names.count == 1 ? ["const": names[0]] : ["enum": .array(names)]
    }
}
