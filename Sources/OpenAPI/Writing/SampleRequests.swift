import Contracts
import JSON

/// Makes arguments of actions: from what the description shows, else from what its schemas take.
struct SampleRequests {
    let facts: SchemaFacts
    let plans: [ActionPlan]
    let actions: [JSONObject]
    let schemas: ConvertedSchemas
    /// Whether a member does not go into requests.
    let isHidden: (DocumentNode) -> Bool

    /// Returns the arguments of a request.
    ///
    /// - Parameters:
    ///   - index: The action.
    ///   - path: The values of the parameters in the path, in their order; those without one are made up.
    ///   - body: The members of the body.
    /// - Returns: The arguments; `nil` where no value is found for one that is required.
    func arguments(of index: Int, path: [JSONValue] = [], body: JSONObject = JSONObject()) -> JSONObject? {
        let plan = plans[index]
        var arguments = JSONObject()
        for (place, name) in plan.operation.path.arguments.enumerated() {
            let parameter = plan.operation.parameters.first { $0.place == .path && $0.name == name }
            let argument = plan.argument(place)
            guard let value = place < path.count ? path[place] : value(of: parameter, argument, index) else {
                return nil
            }
            arguments[argument] = value
        }
        for parameter in plan.parameters where parameter.isRequired || parameter.isShown {
            guard let value = value(of: parameter, parameter.name, index) else {
                guard parameter.isRequired else { continue }
                return nil
            }
            arguments[parameter.name] = value
        }
        for member in body { arguments[member.name] = member.value }
        return arguments
    }

    /// Returns members of a body that fit its schema; `nil` where none are found.
    ///
    /// A body that is one argument as a whole is its only member.
    func body(of index: Int) -> JSONObject? {
        let plan = plans[index]
        guard let media = plan.operation.body else { return JSONObject() }
        guard let schema = actions[index]["request"]?["body"] else { return nil }
        let name = plan.operation.name
        // Each only where those before do not fit: to generate a value takes longest.
        let candidates: [() -> [JSONValue?]] = [
            { media.examples(facts).map(\.value) },
            {
                [media.schema.flatMap { ValueMaker(facts: facts).value(for: $0, .example, hiding: isHidden) }]
            },
            { [schemas.typical(schema, action: name)] },
        ]
        let fitting = candidates.lazy.flatMap { $0() }.compactMap { $0 }.map { sent($0, media) }.filter {
            value in
            !value.compactText.contains("${") && schemas.misfit(value, schema, action: name) == nil
        }
        // A body without members would show nothing of what the action does.
        guard let value = fitting.first(where: { $0.objectValue?.isEmpty != true }) ?? fitting.first else {
            return nil
        }
        return plan.bodyArgument.map { [$0: value] } ?? value.objectValue
    }

    /// A body without what does not go into requests, even where an example shows it.
    func sent(_ value: JSONValue, _ media: Media) -> JSONValue {
        guard var object = value.objectValue, let node = media.schema else { return value }
        for property in facts.properties(node) where isHidden(property.node) {
            object[property.name] = nil
        }
        return .object(object)
    }

    /// Returns a value of an argument in path, query or headers that fits its schema.
    private func value(of parameter: Parameter?, _ argument: String, _ index: Int) -> JSONValue? {
        let schema = schema(of: argument, index)
        let candidates: [() -> JSONValue?] = [
            { parameter?.example },
            { parameter?.schema.flatMap { ValueMaker(facts: facts).value(for: $0, .example) } },
            { schema.flatMap { schemas.typical($0, action: plans[index].operation.name) } },
        ]
        return candidates.lazy.compactMap { $0() }.first { fits($0, schema, index) }
    }

    /// Returns a key of a path that no record has, and that its schema takes.
    func unknownKey(_ place: Int, of index: Int, noun: String) -> JSONValue? {
        let plan = plans[index]
        let schema = schema(of: plan.argument(place), index)
        let others: [JSONValue] = [
            .string("no-such-\(noun)"), 999_999_999, .string("00000000-0000-4000-8000-000000000000"),
        ]
        if let key = others.first(where: { fits($0, schema, index) }) { return key }
        return schema.flatMap { schemas.typical($0, action: "\(plan.operation.name) unknown") }
            .flatMap { fits($0, schema, index) ? $0 : nil }
    }

    private func schema(of argument: String, _ index: Int) -> JSONValue? {
        ["path", "query", "headers"].lazy.compactMap { place in
            actions[index]["request"]?[place]?["properties"]?[argument]
        }.first
    }

    private func fits(_ value: JSONValue, _ schema: JSONValue?, _ index: Int) -> Bool {
        guard let schema else { return true }
        return schemas.misfit(value, schema, action: plans[index].operation.name) == nil
    }
}

extension Parameter {
    /// Whether the description shows a value of it, other than one that its schema takes by default.
    var isShown: Bool { node["example"] != nil || node["examples"] != nil }
}
