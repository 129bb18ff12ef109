import JSON

/// Writes out what a schema says of an object's members, wherever in the contract folder it says so.
///
/// Readers that ask which members there are, which are required, and which values they may have then need not follow
/// references. The result is for reading only: of keywords that several schemas have, it keeps the first.
struct ExpandedSchema {
    /// How many levels of members are written out; below, schemas are as they stand in their files.
    private static let mostLevels = 6

    private let reader: SchemaReader

    init(_ sources: SourceFiles) {
        reader = SchemaReader(sources: sources)
    }

    /// The schema at a location, with those that every value of it has to fit put in: the targets of `$ref` and the
    /// schemas of `allOf`.
    ///
    /// A schema that contains itself is written out once, and its member refers to it.
    /// - Returns: The schema; `nil` where there is none.
    /// - Complexity: O(*n*) in the size of the result.
    func value(at location: SourceLocation) -> JSONValue? {
        value(at: [location], within: [], level: 0)
    }

    private func value(
        at locations: [SourceLocation],
        within outer: Set<SourceLocation>,
        level: Int
    ) -> JSONValue? {
        guard let first = locations.first, let written = reader.value(at: first) else { return nil }
        let schemas = locations.flatMap { reader.unconditionalSchemas(at: $0) }
        guard level < Self.mostLevels, written.objectValue != nil,
            !schemas.contains(where: { outer.contains($0.location) })
        else { return written }
        var merged = JSONObject()
        var required: [JSONValue] = []
        var names: [String] = []
        var members: [ExactString: [SourceLocation]] = [:]
        for (location, schema) in schemas {
            for keyword in schema {
                switch keyword.name {
                case "properties":
                    for name in keyword.value.objectValue?.names ?? [] {
                        let place = location.appending("properties").appending(name)
                        if members[ExactString(name)] == nil { names.append(name) }
                        members[ExactString(name), default: []].append(place)
                    }
                case "required":
                    required += (keyword.value.arrayValue ?? []).filter { !required.contains($0) }
                case "allOf": break
                case "$ref" where isFollowed(keyword.value, from: location): break
                default: if merged[keyword.name] == nil { merged[keyword.name] = keyword.value }
                }
            }
        }
        if !required.isEmpty { merged["required"] = .array(required) }
        let around = outer.union(schemas.map(\.location))
        let properties = names.compactMap { name in
            value(at: members[ExactString(name)] ?? [], within: around, level: level + 1)
                .map { JSONMember(name: name, value: $0) }
        }
        if !properties.isEmpty { merged["properties"] = .object(JSONObject(properties)) }
        return .object(merged)
    }

    private func isFollowed(_ reference: JSONValue, from location: SourceLocation) -> Bool {
        reference.stringValue.flatMap(location.resolving).flatMap(reader.value) != nil
    }
}
