import Contracts
import JSON

/// Writes the examples of an action that has no behaviour: from those that the description shows.
struct ExampleWriter {
    private let plan: ActionPlan
    private let action: JSONObject
    private let facts: SchemaFacts
    private let schemas: ConvertedSchemas

    init(_ plan: ActionPlan, action: JSONObject, facts: SchemaFacts, schemas: ConvertedSchemas) {
        self.plan = plan
        self.action = action
        self.facts = facts
        self.schemas = schemas
    }

    /// The examples; what does not fit its own schema is noted.
    func examples(_ notes: inout Notes) -> [JSONValue] {
        let operation = plan.operation
        let bodies = operation.body.map { $0.examples(facts) } ?? []
        var examples: [JSONValue] = []
        var names: Set<String> = []
        for answer in operation.answers where (200..<300).contains(answer.status) {
            var shown = answer.media?.examples(facts).map { (name: $0.name, value: Optional($0.value)) } ?? []
            if answer.media == nil { shown = [("example", nil)] }
            for (place, response) in shown.enumerated() {
                let body = bodies.first { $0.name == response.name } ?? (place == 0 ? bodies.first : nil)
                guard operation.body == nil || body != nil, let request = request(body?.value) else {
                    continue
                }
                let location = answer.media?.node.location ?? operation.node.location
                guard fits(request, response.value, answer, location, &notes) else { continue }
                var name = response.name == "example" ? "\(answer.status)" : response.name
                if !names.insert(name).inserted { name += " \(answer.status)" }
                var answered: JSONObject = ["status": .number(JSONNumber(answer.status))]
                if let value = response.value { answered["body"] = value }
                examples.append([
                    "name": .string(name), "request": .object(request), "response": .object(answered),
                ])
            }
        }
        return examples
    }

    /// The arguments of an example; `nil` where the description shows no value for one that is required.
    private func request(_ body: JSONValue?) -> JSONObject? {
        var request = JSONObject()
        for parameter in plan.operation.parameters(in: .path) + plan.parameters {
            let name =
                parameter.place == .path ? plan.pathNames[parameter.name] ?? parameter.name : parameter.name
            if let example = parameter.example {
                request[name] = example
            } else if parameter.isRequired {
                return nil
            }
        }
        if let argument = plan.bodyArgument {
            request[argument] = body
        } else {
            for member in body?.objectValue ?? JSONObject() { request[member.name] = member.value }
        }
        return request
    }

    private func fits(
        _ request: JSONObject,
        _ response: JSONValue?,
        _ answer: Operation.Answer,
        _ location: SourceLocation,
        _ notes: inout Notes
    ) -> Bool {
        let name = plan.operation.name
        for member in ["path", "query", "headers", "body"] {
            guard let schema = action["request"]?[member] else { continue }
            var value = JSONValue.object(request)
            if member == "body", let argument = plan.bodyArgument { value = request[argument] ?? .null }
            if let misfit = schemas.misfit(value, schema, action: name) {
                notes.omitted(
                    at: location,
                    "the example's request does not fit its schema: \(misfit)",
                    "correct it"
                )
                return false
            }
        }
        if let response, let schema = action["responses"]?[String(answer.status)]?["body"],
            let misfit = schemas.misfit(response, schema, action: name)
        {
            notes.omitted(at: location, "the example does not fit its schema: \(misfit)", "correct it")
            return false
        }
        return true
    }
}
