import JSON

/// The attributes of a record that an operation stores.
struct RecordItem {
    private let writer: BehaviourWriter
    private let plan: ActionPlan
    private let scopes: [Resource.Scope]
    /// The members of the body by name, and the member of the body that holds them, if any.
    private let members: [String: SchemaFacts.Property]
    private let envelope: String?
    private let requiredMembers: Set<String>
    private let attributes: [SchemaFacts.Property]
    private let required: Set<String>

    init(_ writer: BehaviourWriter, _ plan: ActionPlan, scopes: [Resource.Scope]) {
        self.writer = writer
        self.plan = plan
        self.scopes = scopes
        let facts = writer.facts
        attributes = facts.shown(writer.resource.record)
        required = Set(facts.required(writer.resource.record))
        let body = plan.bodyArgument == nil ? plan.operation.body?.schema : nil
        var shown = body.map { facts.properties($0).filter { !writer.isHidden($0.node) } } ?? []
        var source = body
        var envelope: String?
        let names = Set(attributes.map(\.name))
        if shown.count == 1, !names.contains(shown[0].name), facts.types(shown[0].node) == ["object"] {
            envelope = shown[0].name
            source = shown[0].node
            shown = facts.properties(shown[0].node).filter { !writer.isHidden($0.node) }
        }
        self.envelope = envelope
        members = Dictionary(shown.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        requiredMembers = Set(source.map(facts.required) ?? [])
    }

    private var key: String { writer.resource.key.name }

    /// The attributes of a new record; those that the service makes are left out.
    var created: JSONObject {
        get throws(BehaviourWriter.Failure) {
            var item = JSONObject()
            for attribute in attributes {
                if attribute.name == key {
                    if writer.resource.keyMaker == .client, members[key] != nil { item[key] = argument(key) }
                } else if let scope = scope(attribute.name) {
                    item[attribute.name] = scope
                } else if members[attribute.name] != nil {
                    item[attribute.name] = try argument(attribute)
                } else if TimeMember(attribute, writer.facts) != nil {
                    item[attribute.name] = "${now}"
                } else if required.contains(attribute.name) {
                    item[attribute.name] = try initial(attribute)
                }
            }
            return withHidden(item)
        }
    }

    /// The attributes of a record that takes the place of another.
    var replaced: JSONObject {
        get throws(BehaviourWriter.Failure) {
            var item = JSONObject()
            for attribute in attributes {
                let time = TimeMember(attribute, writer.facts)
                if scope(attribute.name) == nil, attribute.name != key, members[attribute.name] != nil {
                    item[attribute.name] = try argument(attribute)
                } else if time?.isChanged == true {
                    item[attribute.name] = "${now}"
                } else {
                    item[attribute.name] = BehaviourWriter.reference(writer.noun(plan), attribute.name)
                }
            }
            return withHidden(item)
        }
    }

    /// The attributes that a request changes; those that it leaves out stay.
    var changed: JSONObject {
        var set = JSONObject()
        for attribute in attributes where attribute.name != key && scope(attribute.name) == nil {
            if members[attribute.name] != nil {
                set[attribute.name] = argument(attribute.name)
            }
        }
        guard !set.isEmpty else { return set }
        for attribute in attributes where set[attribute.name] == nil {
            if TimeMember(attribute, writer.facts)?.isChanged == true { set[attribute.name] = "${now}" }
        }
        return set
    }

    private func scope(_ attribute: String) -> JSONValue? {
        scopes.firstIndex { $0.attribute == attribute }.map {
            BehaviourWriter.reference(plan.argument($0))
        }
    }

    private func withHidden(_ item: JSONObject) -> JSONObject {
        var item = item
        for (index, scope) in scopes.enumerated() where scope.isHidden {
            item[scope.attribute] = BehaviourWriter.reference(plan.argument(index))
        }
        return item
    }

    private func argument(_ name: String) -> JSONValue {
        envelope.map { BehaviourWriter.reference($0, name) } ?? BehaviourWriter.reference(name)
    }

    /// The argument that an attribute takes, or what it has without.
    private func argument(_ attribute: SchemaFacts.Property) throws(BehaviourWriter.Failure) -> JSONValue {
        let argument = argument(attribute.name)
        guard let member = members[attribute.name], !requiredMembers.contains(attribute.name) else {
            return argument
        }
        let standard = writer.facts.keyword("default", of: member.node)?.value
        guard required.contains(attribute.name) || standard != nil else { return argument }
        if let standard { return ["$first": [argument, BehaviourWriter.literal(standard)]] }
        return ["$first": [argument, try initial(attribute)]]
    }

    private func initial(_ attribute: SchemaFacts.Property) throws(BehaviourWriter.Failure) -> JSONValue {
        guard let value = writer.values.value(for: attribute.node, .initial) else {
            throw BehaviourWriter.Failure(
                reason: "no request gives '\(attribute.name)', and no value was found for it"
            )
        }
        return BehaviourWriter.literal(value)
    }
}
