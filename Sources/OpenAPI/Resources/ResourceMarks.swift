import Contracts
import JSON

/// Marks what resources say about values: which only the service makes, which are ids, times, lists, pages.
struct ResourceMarks {
    let facts: SchemaFacts
    let operations: [Operation]
    let resources: [Resource]

    /// Marks the schemas of the description.
    func mark(_ converter: inout SchemaConverter) {
        for resource in resources {
            hideKey(of: resource, &converter)
            let shown = resource.operations.flatMap { records(shownBy: $0, resource) }
            for property in ([resource.record] + shown).flatMap({ facts.properties($0) }) {
                markMember(property, of: resource, &converter)
            }
            for index in resource.operations where resource.lists(index) {
                markList(index, resource, &converter)
            }
        }
    }

    /// The schemas of records in the answer of an action: the answer itself, an object in it, the elements of a list.
    private func records(shownBy index: Int, _ resource: Resource) -> [DocumentNode] {
        guard let schema = operations[index].successSchema else { return [] }
        let all = [schema] + facts.properties(schema).map(\.node)
        return (all + all.compactMap { facts.items($0) }).filter { record in
            facts.properties(record).contains { $0.name == resource.key.name }
        }
    }

    /// Marks a member of a record: its key, the key of a parent, a time that the service sets.
    private func markMember(
        _ property: SchemaFacts.Property,
        of resource: Resource,
        _ converter: inout SchemaConverter
    ) {
        let scope = (resource.scopes + resource.subLists.map(\.scope)).first { $0.attribute == property.name }
        if property.name == resource.key.name {
            note(["identity": resource.keyMaker.annotation], at: property.node, &converter)
        } else if let scope {
            guard let parent = scope.parent else { return }
            note(["identity": resources[parent].keyMaker.annotation], at: property.node, &converter)
        } else if isOwnTime(property, resource, converter), let time = TimeMember(property, facts) {
            note(["time": time.annotation], at: property.node, &converter)
        }
    }

    private func note(_ annotation: JSONObject, at node: DocumentNode, _ converter: inout SchemaConverter) {
        var all = converter.annotations[node.location] ?? JSONObject()
        for member in annotation { all[member.name] = member.value }
        converter.annotations[node.location] = all
    }

    /// A key that the service makes, or that stands in the path, is no member of a body, though it may be described.
    private func hideKey(of resource: Resource, _ converter: inout SchemaConverter) {
        var bodies = [resource.replace, resource.patch].compactMap { $0 }
        if resource.keyMaker == .service, let create = resource.create { bodies.append(create) }
        for index in bodies + resource.creates {
            guard let schema = operations[index].body?.schema else { continue }
            var scopes = resource.scopes
            scopes += resource.subLists.filter { $0.create == index }.map(\.scope)
            let isOwn = bodies.contains(index)
            for property in facts.properties(schema) {
                let isKey = isOwn && property.name == resource.key.name
                // A client's key is a member of the body that creates the record, which may be the same schema.
                if isKey, resource.keyMaker == .client { continue }
                let stands = operations[index].path.arguments.count > 0
                let isScope = stands && scopes.contains { $0.attribute == property.name }
                guard isKey || isScope, !facts.isMarked("readOnly", property.node) else { continue }
                converter.unsent.insert(property.node.location)
                converter.notes.omitted(
                    at: property.node.location,
                    isKey
                        ? "'\(property.name)' is made by the service, so it is no argument of '\(operations[index].name)'"
                        : "'\(property.name)' stands in the path, so it is no member of the body of "
                            + "'\(operations[index].name)'",
                    "mark it as readOnly"
                )
            }
        }
    }

    /// Whether a time is the service's to set.
    private func isOwnTime(
        _ property: SchemaFacts.Property,
        _ resource: Resource,
        _ converter: SchemaConverter
    ) -> Bool {
        guard let create = resource.create, let body = operations[create].body?.schema else { return true }
        let sent = facts.properties(body).first { $0.name == property.name }
        return sent.map { converter.isHidden($0.node, .request) } ?? true
    }

    private func markList(_ index: Int, _ resource: Resource, _ converter: inout SchemaConverter) {
        guard let schema = operations[index].successSchema else { return }
        let isOwn = resource.list == index ? !resource.scopes.isEmpty : true
        let list: JSONValue = [
            "scope": isOwn ? "own" : "shared",
            "key": .string("/\(JSONPointer(tokens: [resource.key.name]).description.dropFirst())"),
        ]
        let isRoot = facts.items(schema) != nil
        let array = isRoot ? schema : facts.properties(schema).first { facts.items($0.node) != nil }?.node
        guard let array else { return }
        note(["list": list], at: facts.target(array), &converter)
        if !isOwn, !isRoot {
            // What others create is counted, too.
            for total in facts.properties(schema)
            where ListNames.isTotal(total.name) && facts.types(total.node) == ["integer"] {
                note(["opaque": true], at: total.node, &converter)
            }
        }
    }

    /// Marks the arguments of a resource's actions.
    func annotate(_ plans: inout [ActionPlan], of resource: Resource) {
        for index in resource.operations {
            let operation = operations[index]
            let names = operation.path.arguments
            let scopes = resource.scopes(of: index)
            for (place, name) in names.enumerated() {
                var owner: Resource?
                if place < scopes.count {
                    owner = scopes[place].parent.map { resources[$0] }
                } else {
                    owner = resource
                }
                guard let owner else { continue }
                plans[index].annotations[name] = ["identity": owner.keyMaker.annotation]
                let parameter = operation.parameters.first { $0.place == .path && $0.name == name }
                let types = parameter?.schema.map(facts.types) ?? []
                if types != facts.types(owner.key.node) {
                    plans[index].types[name] = ["type": owner.isNumeric ? "integer" : "string"]
                }
            }
        }
    }

    /// Leaves out the parameters of a list that the behaviour does not serve.
    func reduce(
        _ plan: inout ActionPlan,
        of resource: Resource,
        isList: Bool,
        _ converter: inout SchemaConverter
    ) {
        guard isList else { return }
        let attributes = facts.properties(resource.record).map { Words($0.name).compared }
        let answer = plan.operation.successSchema
        let next = answer.flatMap { schema in
            facts.items(schema) == nil
                ? facts.properties(schema).first {
                    ListNames.isNextCursor($0.name) && facts.types($0.node) == ["string"]
                } : nil
        }
        var kept: [Parameter] = []
        for parameter in plan.parameters {
            if parameter.place != .query || attributes.contains(Words(parameter.name).compared) {
                kept.append(parameter)
            } else if ListNames.isLimit(parameter.name) {
                plan.annotations[parameter.name] = ["limit": true]
                kept.append(parameter)
            } else if ListNames.isCursor(parameter.name), let next {
                plan.annotations[parameter.name] = ["cursor": true]
                note(["nextCursor": .string(parameter.name), "opaque": true], at: next.node, &converter)
                kept.append(parameter)
            } else {
                converter.notes.omitted(
                    at: parameter.node.location,
                    "the mock's list does not know '\(parameter.name)', so '\(plan.operation.name)' is written without it",
                    "add it to the action, and take the behaviour away where its effect matters"
                )
            }
        }
        plan.parameters = kept
    }
}
