import Contracts
import JSON

/// Writes the behaviours of a resource's operations.
struct BehaviourWriter {
    let facts: SchemaFacts
    let resources: [Resource]
    let values: ValueMaker
    /// Whether a member does not go into requests.
    let isHidden: (DocumentNode) -> Bool

    /// The resource whose operations are written.
    let resource: Resource

    /// Why an operation is not carried over as a behaviour.
    struct Failure: Error {
        var reason: String
    }

    /// Returns the steps of an operation, and what they ask of the action.
    func write(_ index: Int, _ plan: inout ActionPlan) throws(Failure) {
        let steps: [JSONValue]
        switch index {
        case resource.list: steps = try list(&plan, scopes: resource.scopes)
        case resource.create: steps = try create(&plan, scopes: resource.scopes)
        case resource.read: steps = try found(&plan) + [answer(plan, nil)]
        case resource.replace: steps = try replace(&plan)
        case resource.patch: steps = try patch(&plan)
        case resource.delete: steps = try delete(&plan)
        default:
            guard let subList = resource.subLists.first(where: { $0.list == index || $0.create == index })
            else { return }
            steps =
                try subList.list == index
                ? list(&plan, scopes: [subList.scope]) : create(&plan, scopes: [subList.scope])
        }
        plan.behaviour = steps
        if plan.operation.method == "GET" {
            plan.reads.insert(resource.table)
        } else {
            plan.reads.insert(resource.table)
            plan.writes.insert(resource.table)
        }
    }

    /// The name that the resource's record has in the steps.
    func noun(_ plan: ActionPlan) -> String {
        let noun = resource.noun
        return plan.arguments(facts).contains(noun) ? "\(noun)_record" : noun
    }

    // MARK: Finding

    private func refusal(_ what: Resource, _ plan: inout ActionPlan) -> JSONValue {
        plan.added.insert(404)
        let noun = what.words.singular.joined(" ")
        return ["status": 404, "error": .string("there is no such \(noun)")]
    }

    /// Finds the records that the path names before the collection.
    func parents(_ plan: inout ActionPlan, scopes: [Resource.Scope]) -> [JSONValue] {
        var steps: [JSONValue] = []
        for (index, scope) in scopes.enumerated() {
            guard let parent = scope.parent.map({ resources[$0] }) else { continue }
            let taken = plan.arguments(facts)
            var name = parent.noun
            while taken.contains(name) || name == noun(plan) { name = "\(name)_record" }
            let refusal = refusal(parent, &plan)
            plan.reads.insert(parent.table)
            steps.append([
                "get": .string(parent.table),
                "key": [parent.key.name: Self.reference(plan.argument(index))],
                "as": .string(name),
                "else": refusal,
            ])
            for (outer, other) in parent.scopes.enumerated() where outer < index {
                let values: JSONValue = [
                    Self.reference(name, other.attribute), Self.reference(plan.argument(outer)),
                ]
                steps.append(["require": ["equal": values], "else": refusal])
            }
        }
        return steps
    }

    /// Finds the record that the path names, and refuses the request where there is none.
    private func found(_ plan: inout ActionPlan, orElse isRefused: Bool = true) throws(Failure) -> [JSONValue]
    {
        var steps = parents(&plan, scopes: resource.scopes)
        let noun = noun(plan)
        var get: JSONObject = [
            "get": .string(resource.table),
            "key": [resource.key.name: Self.reference(plan.argument(resource.scopes.count))],
            "as": .string(noun),
        ]
        guard isRefused else { return steps + [.object(get)] }
        let refusal = refusal(resource, &plan)
        get["else"] = refusal
        steps.append(.object(get))
        for (index, scope) in resource.scopes.enumerated() {
            let values: JSONValue = [
                Self.reference(noun, scope.attribute), Self.reference(plan.argument(index)),
            ]
            steps.append(["require": ["equal": values], "else": refusal])
        }
        return steps
    }

    // MARK: Writing

    private func create(_ plan: inout ActionPlan, scopes: [Resource.Scope]) throws(Failure) -> [JSONValue] {
        var steps = parents(&plan, scopes: scopes)
        let item = try RecordItem(self, plan, scopes: scopes).created
        steps.append([
            "put": .string(resource.table), "item": .object(item), "as": .string(noun(plan)),
        ])
        if resource.keyMaker == .client { plan.added.insert(409) }
        return try steps + [answer(plan, scopes)]
    }

    private func replace(_ plan: inout ActionPlan) throws(Failure) -> [JSONValue] {
        let item = RecordItem(self, plan, scopes: resource.scopes)
        let noun = noun(plan)
        // The item refers to the record that it replaces, so the new one has another name.
        let new = "new_\(noun)"
        let replaced: JSONValue = [
            "put": .string(resource.table), "item": .object(try item.replaced), "as": .string(new),
            "replace": true,
        ]
        let made = plan.operation.answers.first { $0.status == 201 }
        guard made != nil || resource.creates.isEmpty, resource.keyMaker == .client
        else {
            return try found(&plan) + [replaced, answer(plan, nil, of: new)]
        }
        var first = try item.created
        first[resource.key.name] = Self.reference(plan.argument(resource.scopes.count))
        let created: JSONValue = ["put": .string(resource.table), "item": .object(first), "as": .string(new)]
        let other = plan.operation.answers.first { (200..<300).contains($0.status) && $0.status != 201 }
        let steps = try found(&plan, orElse: false)
        return try steps + [
            [
                "when": ["required": [.string(noun)]],
                "then": [replaced, answer(plan, nil, of: new, in: other)],
                "otherwise": [created, answer(plan, nil, of: new, in: made)],
            ]
        ]
    }

    private func patch(_ plan: inout ActionPlan) throws(Failure) -> [JSONValue] {
        let set = RecordItem(self, plan, scopes: resource.scopes).changed
        guard !set.isEmpty else { throw Failure(reason: "no member of its body is a member of the record") }
        let steps = try found(&plan)
        return try steps + [["update": .string(noun(plan)), "set": .object(set)], answer(plan, nil)]
    }

    private func delete(_ plan: inout ActionPlan) throws(Failure) -> [JSONValue] {
        var steps = try found(&plan)
        // Records of a record that is gone could be reached by nobody.
        for other in resources {
            guard let scope = other.scopes.last, let parent = scope.parent,
                resources[parent].table == resource.table
            else { continue }
            var name = other.words.joined("_")
            while plan.arguments(facts).contains(name) || name == noun(plan) { name = "\(name)_records" }
            steps.append([
                "query": .string(other.table),
                "where": [scope.attribute: Self.reference(plan.argument(resource.scopes.count))],
                "as": .string(name),
            ])
            steps.append(["delete": .string(name)])
            plan.reads.insert(other.table)
            plan.writes.insert(other.table)
        }
        steps.append(["delete": .string(noun(plan))])
        return try steps + [answer(plan, nil)]
    }

    // MARK: Answers

    /// The step that answers with the record; for a new one, whose scopes are given, `Location` tells its place.
    private func answer(
        _ plan: ActionPlan,
        _ scopes: [Resource.Scope]?,
        of record: String? = nil,
        in answer: Operation.Answer? = nil
    ) throws(Failure) -> JSONValue {
        guard let answer = answer ?? plan.operation.success else {
            throw Failure(reason: "it lists no status of success")
        }
        var step: JSONObject = ["answer": .null]
        if let media = answer.media {
            guard media.encoding == .json, let schema = media.schema else {
                throw Failure(reason: "its answer is not described as JSON")
            }
            guard let shown = RecordAnswer(self, noun: record ?? noun(plan)).body(schema) else {
                throw Failure(reason: "its answer shows something else than the record")
            }
            step["answer"] = shown.value
        }
        if answer.status != 200 { step["status"] = .number(JSONNumber(answer.status)) }
        if scopes != nil, answer.headers.contains(where: { $0.name == "location" }), resource.read != nil {
            let place = location(plan)
            if let place { step["headers"] = ["Location": .string(place)] }
        }
        return .object(step)
    }

    /// The path of a new record.
    private func location(_ plan: ActionPlan) -> String? {
        var attributes = resource.scopes.map { "${\(noun(plan))/\($0.attribute)}" }
        return resource.path.text { _ in attributes.isEmpty ? "" : attributes.removeFirst() }
            + "/${\(noun(plan))/\(resource.key.name)}"
    }

    // MARK: References

    /// A reference to a name, or to a member of what it stands for.
    static func reference(_ name: String, _ members: String...) -> JSONValue {
        let isPlain =
            name.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
            && name.unicodeScalars.allSatisfy {
                $0.isASCII && $0.properties.isAlphabetic || "0123456789_".unicodeScalars.contains($0)
            } && !["now", "arguments"].contains(name)
        let pointer = JSONPointer(tokens: (isPlain ? [] : [name]) + members)
        return .string("${\(isPlain ? name : "arguments")\(pointer)}")
    }

    /// A value in which nothing is replaced.
    static func literal(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.contains("${"): ["$literal": value]
        case .array(let elements) where !elements.isEmpty: ["$literal": value]
        case .object(let object) where !object.isEmpty: ["$literal": value]
        default: value
        }
    }
}
