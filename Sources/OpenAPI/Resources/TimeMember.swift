import JSON

/// A member of a record that holds the time at which the record was made or changed.
struct TimeMember {
    /// The value of the annotation `time`.
    let annotation: JSONValue
    /// Whether every change sets it anew.
    let isChanged: Bool

    /// Recognises a member by its name and type; `nil` for one that is no such time.
    init?(_ property: SchemaFacts.Property, _ facts: SchemaFacts) {
        let words = Set(Words(property.name).words)
        let made: Set = ["created", "inserted", "added", "registered", "placed"]
        let changed: Set = ["updated", "modified", "changed"]
        guard !words.isDisjoint(with: made) || !words.isDisjoint(with: changed) else { return nil }
        guard words.isDisjoint(with: ["by", "user", "from", "id"]) else { return nil }
        let types = facts.types(property.node)
        if types == ["string"], facts.keyword("format", of: property.node)?.string == "date-time" {
            annotation = "rfc3339"
        } else if types == ["integer"] {
            let shown = facts.keyword("example", of: property.node)?.value.numberValue
            annotation = shown.map { $0 < 100_000_000_000 } ?? false ? "seconds" : true
        } else {
            return nil
        }
        isChanged = !words.isDisjoint(with: changed)
    }
}
