import JSON
import JSONSchema

/// Reads statically what a schema declares about the members of an object, without validation.
struct SchemaReader {
    let sources: SourceFiles

    /// Returns the names of the members that a schema, and those that it applies to the same value, describe one by one.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func propertyNames(at location: SourceLocation) -> Set<ExactString> {
        var names: Set<ExactString> = []
        var seen: Set<SourceLocation> = []
        visit(location, &seen) { _, schema in
            for member in schema where Keyword(member.name)?.role == .properties {
                names.formUnion((member.value.objectValue?.names ?? []).map { ExactString($0) })
            }
        }
        return names
    }

    /// Returns the locations of the schemas of an object's member or an array's element; none when they are not described.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func children(of location: SourceLocation, _ token: String) -> [SourceLocation] {
        var found: [SourceLocation] = []
        var seen: Set<SourceLocation> = []
        visit(location, &seen) { place, schema in
            for member in schema {
                switch Keyword(member.name)?.role {
                case .properties where member.value[token] != nil:
                    found.append(place.appending(member.name).appending(token))
                case .items where Int(token) != nil: found.append(place.appending(member.name))
                default: break
                }
            }
        }
        return found
    }

    /// Follows a pointer from the schemas of the value where it starts.
    ///
    /// - Returns: The schemas of the value that it leads to; where they do not describe it, none, with the first missing name
    ///   and the names that are known instead.
    /// - Complexity: O(*n*) in the number of schemas followed.
    func follow(
        _ pointer: JSONPointer,
        from schemas: [SourceLocation]
    ) -> (schemas: [SourceLocation], miss: (name: String, known: [String])?) {
        var schemas = schemas
        for token in pointer.tokens {
            let next = schemas.flatMap { children(of: $0, token) }
            guard !next.isEmpty else {
                let known = schemas.reduce(into: Set()) { $0.formUnion(propertyNames(at: $1)) }
                return ([], (token, known.sorted().map(\.string)))
            }
            schemas = next
        }
        return (schemas, nil)
    }

    /// The schemas that apply to the same value as the one at a place, as they are written, itself first.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func schemas(at location: SourceLocation) -> [JSONObject] {
        var found: [JSONObject] = []
        var seen: Set<SourceLocation> = []
        visit(location, &seen) { _, schema in found.append(schema) }
        return found
    }

    /// The value at a location; `nil` where there is none.
    func value(at location: SourceLocation) -> JSONValue? {
        sources[location.file]?.document.value[location.pointer]
    }

    private func visit(
        _ location: SourceLocation,
        _ seen: inout Set<SourceLocation>,
        _ body: (SourceLocation, JSONObject) -> Void
    ) {
        guard seen.insert(location).inserted,
            let schema = value(at: location)?.objectValue
        else { return }
        body(location, schema)
        for member in schema {
            guard let keyword = Keyword(member.name) else { continue }
            switch keyword.role {
            case .reference:
                guard let target = member.value.stringValue.flatMap(location.resolving) else { continue }
                visit(target, &seen, body)
            case .all, .choice, .condition, .branch:
                for (steps, _) in keyword.subschemas(of: member.value) {
                    let place = location.appending(member.name)
                    visit(steps.reduce(place) { $0.appending($1) }, &seen, body)
                }
            case .none, .negation, .properties, .leadingItems, .items, .other: break
            }
        }
    }
}

extension Node {
    /// Calls a closure for this value and every value inside it.
    /// - Complexity: O(*n*) in the number of values.
    func forEach(_ body: (Node) -> Void) {
        body(self)
        for element in elements { element.forEach(body) }
        for member in members { member.node.forEach(body) }
    }
}
