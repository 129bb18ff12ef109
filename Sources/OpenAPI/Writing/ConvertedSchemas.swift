import JSON
import JSONSchema

/// The schemas that were written, to hold examples and arguments to.
struct ConvertedSchemas {
    private var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))

    init(_ records: [(name: String, schema: JSONValue)]) {
        for record in records {
            try? registry.add(record.schema, at: "contract:///records/\(record.name).json")
        }
    }

    /// Returns why a value does not fit a schema of an action's file; `nil` when it does.
    func misfit(_ value: JSONValue, _ schema: JSONValue, action: String) -> String? {
        guard let compiled = try? registry.compile(schema, at: "contract:///actions/\(action).json") else {
            return "its schema cannot be compiled"
        }
        return compiled.validate(value).relevantErrors(in: value).first?.description
    }

    /// Returns a value that a schema of an action's file takes; `nil` where none is found.
    func typical(_ schema: JSONValue, action: String) -> JSONValue? {
        guard let compiled = try? registry.compile(schema, at: "contract:///actions/\(action).json") else {
            return nil
        }
        var random = SeededRandom(seed: 1, stream: action)
        return InstanceGenerator(compiled, in: registry).typical(using: &random)
    }
}
