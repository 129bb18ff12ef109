import Foundation
import JSON

/// Writes a scenario for each resource: the life of one record, as far as the description lets it be seen.
struct ScenarioWriter {
    /// A scenario, and the rule that it checks.
    struct Scenario {
        var name: String
        var json: JSONValue
        /// The action whose rule it is, and the rule.
        var action: String
        var rule: JSONValue
    }

    let facts: SchemaFacts
    let resources: [Resource]
    let plans: [ActionPlan]
    let lost: Set<Int>
    let requests: SampleRequests

    func scenarios() -> [Scenario] {
        resources.indices.filter { !lost.contains($0) }.compactMap(scenario)
    }

    private func scenario(_ place: Int) -> Scenario? {
        let resource = resources[place]
        guard let create = resource.create, plans[create].behaviour != nil,
            let read = resource.read, plans[read].behaviour != nil
        else { return nil }
        let one = resource.words.singular.withArticle
        let id = "\(resource.words.joined("-"))-kept"
        var steps: [JSONValue] = []
        guard let variables = made(place, rule: id, into: &steps, level: 0) else { return nil }
        func step(_ index: Int, status: Int, _ more: JSONObject = [:]) -> Bool {
            let body = plans[index].operation.isBodyRequired ? requests.body(of: index) : JSONObject()
            guard let arguments = body.flatMap({ with(index, variables, $0) }) else { return false }
            var expectation: JSONObject = ["rule": .string(id), "status": .number(JSONNumber(status))]
            for member in more { expectation[member.name] = member.value }
            steps.append([
                "action": .string(plans[index].operation.name),
                "with": .object(arguments),
                "expect": [.object(expectation)],
            ])
            return true
        }
        let readStatus = plans[read].operation.success?.status ?? 200
        var values = JSONObject()
        if let pointer = key(of: read, resource) {
            values[pointer.description] = .string("${\(variables.last ?? "")}")
        }
        let shown: JSONObject = values.isEmpty ? [:] : ["values": .object(values)]
        guard step(read, status: readStatus, shown) else { return nil }
        var isDeleted = false
        if let delete = resource.delete, plans[delete].behaviour != nil,
            step(delete, status: plans[delete].operation.success?.status ?? 200)
        {
            isDeleted = step(read, status: 404)
        }
        let text =
            "\(one.prefix(1).uppercased() + one.dropFirst()) that was created is found by its id"
            + (isDeleted ? ", until it is deleted." : ".")
        return Scenario(
            name: id,
            json: [
                "$schema": "../meta/scenario.schema.json",
                "scenario": .string("\(one) is kept"),
                "kind": "scenario",
                "suite": .string(plans[create].operation.name),
                "summary": .string(text),
                "steps": .array(steps),
            ],
            action: plans[create].operation.name,
            rule: ["id": .string(id), "level": "must", "text": .string(text)]
        )
    }

    /// Appends the steps that create a record, those that it belongs to included.
    ///
    /// - Returns: The variables that hold the keys on the way, the record's own last; `nil` where one cannot be created.
    private func made(_ place: Int, rule: String, into steps: inout [JSONValue], level: Int) -> [String]? {
        let resource = resources[place]
        guard let create = resource.create, plans[create].behaviour != nil, level < 8 else { return nil }
        var variables: [String] = []
        if let scope = resource.scopes.last {
            guard let parent = scope.parent,
                let outer = made(parent, rule: rule, into: &steps, level: level + 1),
                outer.count == resource.scopes.count
            else { return nil }
            variables = outer
        }
        guard var body = requests.body(of: create) else { return nil }
        let variable = resource.noun + "_key"
        var step: JSONObject = ["action": .string(plans[create].operation.name)]
        let status = plans[create].operation.success?.status ?? 200
        let expectation: JSONObject = ["rule": .string(rule), "status": .number(JSONNumber(status))]
        if resource.keyMaker == .client {
            body[resource.key.name] = .string("${run}\(resource.noun)")
        }
        guard let pointer = key(of: create, resource) else { return nil }
        guard let arguments = with(create, variables, body) else { return nil }
        step["with"] = .object(arguments)
        step["expect"] = [.object(expectation)]
        step["capture"] = [variable: .string(pointer.description)]
        steps.append(.object(step))
        return variables + [variable]
    }

    /// The arguments of a step: captured keys for the path, required parameters, members of the body.
    private func with(_ index: Int, _ variables: [String], _ body: JSONObject = JSONObject()) -> JSONObject? {
        requests.arguments(of: index, path: variables.map { .string("${\($0)}") }, body: body)
    }

    /// Where an action's answer shows the record's key.
    func key(of index: Int, _ resource: Resource) -> JSONPointer? {
        guard let schema = plans[index].operation.successSchema else { return nil }
        let writer = BehaviourWriter(
            facts: facts,
            resources: resources,
            values: ValueMaker(facts: facts),
            isHidden: { _ in false },
            resource: resource
        )
        return RecordAnswer(writer, noun: resource.noun).body(schema)?.key
    }
}
