import Contracts
import JSON
import JSONSchema

/// A compiled condition of `require` or `when`.
enum CompiledCondition: Sendable {
    /// An object fits the schema: all names, or only those that the schema speaks of.
    case schema(Schema, names: [(name: String, value: Expression)]?, bound: [(name: String, slot: Int)])
    case equal([Expression])
    case bytes(Expression, most: Int)

    /// Whether it holds.
    func holds(in execution: Execution) throws(Interruption) -> Bool {
        switch self {
        case .schema(let schema, let names?, _):
            return schema.isValid(.object(try execution.object(of: names)))
        case .schema(let schema, nil, let bound):
            var scope = execution.arguments
            for (name, slot) in bound {
                if let value = execution.slots[slot] { scope[name] = value }
            }
            return schema.isValid(.object(scope))
        case .equal(let values):
            var first: JSONValue?
            for value in values {
                guard let value = try execution.value(of: value), first.map({ $0 == value }) ?? true else {
                    return false
                }
                first = value
            }
            return true
        case .bytes(let text, let most):
            guard let value = try execution.value(of: text), case .string(let text) = value else {
                return true
            }
            return text.utf8.count <= most
        }
    }
}

extension BehaviourCompiler {
    /// The keywords that speak of members by name only.
    private static let plainKeywords: Set<String> = [
        "required", "properties", "description", "title", "$comment",
    ]

    /// Compiles a condition.
    mutating func condition(_ condition: BehaviourCondition, at location: SourceLocation) -> CompiledCondition
    {
        switch condition {
        case .equal(let values): return .equal(values.map { expression($0) })
        case .bytes(let text, let most): return .bytes(expression(text), most: most)
        case .schema(let schema, let source):
            let bound = bindings.map { ($0.key.string, $0.value.slot) }
            guard let object = source.objectValue, object.allSatisfy({ Self.plainKeywords.contains($0.name) })
            else { return .schema(schema, names: nil, bound: bound) }
            var names: [String] = object["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
            for name in object["properties"]?.objectValue?.names ?? [] where !names.contains(name) {
                names.append(name)
            }
            let values = names.map { name in
                (name, reference(BehaviourReference(name), unit: .milliseconds, at: location))
            }
            return .schema(schema, names: values, bound: bound)
        }
    }
}
