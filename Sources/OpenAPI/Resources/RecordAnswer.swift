import JSON

/// The body of an answer that shows a record.
struct RecordAnswer {
    /// A body, and where the record's key stands in it; `nil` where it shows none.
    struct Body {
        var value: JSONValue
        var key: JSONPointer?
    }

    private let writer: BehaviourWriter
    private let noun: String

    init(_ writer: BehaviourWriter, noun: String) {
        self.writer = writer
        self.noun = noun
    }

    /// The body that a schema asks for; `nil` where it is not made of the record's attributes.
    func body(_ schema: DocumentNode) -> Body? {
        if let record = record(schema) { return record }
        let facts = writer.facts
        let properties = facts.shown(schema)
        let required = Set(facts.required(schema))
        if properties.isEmpty {
            return writer.values.value(for: schema, .initial).map { Body(value: constant($0)) }
        }
        // An answer such as {"data": RECORD, "success": true}.
        var object = JSONObject()
        var key: JSONPointer?
        for property in properties {
            if key == nil, facts.types(property.node) == ["object"], let record = record(property.node) {
                object[property.name] = record.value
                key = JSONPointer(tokens: [property.name] + (record.key?.tokens ?? []))
            } else if let value = plain(property, required) {
                object[property.name] = value
            } else if required.contains(property.name) {
                return nil
            }
        }
        return Body(value: .object(object), key: key)
    }

    /// The record itself, or those of its attributes that a schema shows.
    private func record(_ schema: DocumentNode) -> Body? {
        let facts = writer.facts
        let resource = writer.resource
        let key = JSONPointer(tokens: [resource.key.name])
        if facts.target(schema).location == facts.target(resource.record).location {
            return Body(value: whole, key: key)
        }
        let shown = facts.shown(schema).map(\.name)
        let known = Set(facts.shown(resource.record).map(\.name))
        guard shown.contains(resource.key.name), Set(facts.required(schema)).isSubset(of: known) else {
            return nil
        }
        let members = shown.filter(known.contains).map(JSONValue.string)
        return Body(value: ["$project": .string("${\(noun)}"), "members": .array(members)], key: key)
    }

    private var whole: JSONValue {
        let hidden = writer.resource.hidden
        guard !hidden.isEmpty else { return .string("${\(noun)}") }
        return ["$project": .string("${\(noun)}"), "without": .array(hidden.map(JSONValue.string))]
    }

    private func plain(_ property: SchemaFacts.Property, _ required: Set<String>) -> JSONValue? {
        let isBoolean = writer.facts.types(property.node) == ["boolean"]
        let says = !Set(Words(property.name).words).isDisjoint(with: [
            "success", "ok", "deleted", "created", "updated",
        ])
        if isBoolean, says, writer.facts.keyword("const", of: property.node) == nil { return true }
        guard required.contains(property.name) else { return nil }
        return writer.values.value(for: property.node, .initial).map(constant)
    }

    private func constant(_ value: JSONValue) -> JSONValue { BehaviourWriter.literal(value) }
}
