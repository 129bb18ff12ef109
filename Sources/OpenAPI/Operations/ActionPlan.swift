import Contracts
import JSON

/// An action that is to be written: an operation, and what was found out about it.
struct ActionPlan {
    let operation: Operation
    /// The arguments that stand in the path, by the names of the path's parameters.
    var pathNames: [String: String]
    /// The arguments of query and headers that are written.
    var parameters: [Parameter]
    /// The name of the argument that the whole body is, where it is no object.
    var bodyArgument: String?
    /// What is known of arguments in path and query: the keyword `understudy`, by the parameter's name.
    var annotations: [String: JSONObject] = [:]
    /// Schemas of arguments that take the place of those that the description gives.
    var types: [String: JSONValue] = [:]
    var behaviour: [JSONValue]?
    var reads: Set<String> = []
    var writes: Set<String> = []
    /// Statuses that the behaviour answers and the description does not list.
    var added: Set<Int> = []
    var rules: [JSONValue] = []
    var examples: [JSONValue] = []

    /// Plans an action: gives every argument a name of its own.
    init(_ operation: Operation, facts: SchemaFacts, converter: SchemaConverter, notes: inout Notes) {
        self.operation = operation
        pathNames = [:]
        parameters = []
        var taken: Set<String> = []
        if let body = operation.body {
            if body.encoding == .text || body.schema.map({ !facts.isObject($0) }) ?? false {
                let isArray = body.schema.map { facts.types($0).contains("array") } ?? false
                bodyArgument = isArray ? "items" : body.encoding == .text ? "text" : "value"
                taken.insert(bodyArgument ?? "")
            } else if let schema = body.schema {
                let properties = facts.properties(schema).filter { !converter.isHidden($0.node, .request) }
                taken.formUnion(properties.map(\.name))
            }
        }
        for parameter in operation.parameters where parameter.place != .path {
            guard taken.insert(parameter.name).inserted else {
                notes.omitted(
                    at: parameter.node.location,
                    "another argument of the same operation is called '\(parameter.name)', so this one is left out",
                    "rename one of them, or give the action an argument by hand"
                )
                continue
            }
            parameters.append(parameter)
        }
        // The name in a path's template is nobody's but the contract's, so it gives way.
        for (index, name) in operation.path.arguments.enumerated() {
            var argument = name
            var number = 1
            while !taken.insert(argument).inserted {
                number += 1
                argument = number == 2 ? "path_\(name)" : "path_\(name)_\(index)_\(number)"
            }
            pathNames[name] = argument
        }
    }

    /// The name of the argument that stands for a parameter of the path, by its place in the path.
    func argument(_ index: Int) -> String {
        let names = operation.path.arguments
        return names.indices.contains(index) ? pathNames[names[index]] ?? names[index] : ""
    }

    /// The arguments' names, those of a body included.
    func arguments(_ facts: SchemaFacts) -> Set<String> {
        Set(pathNames.values).union(parameters.map(\.name))
            .union((operation.body?.schema).map { facts.properties($0).map(\.name) } ?? [])
    }
}
