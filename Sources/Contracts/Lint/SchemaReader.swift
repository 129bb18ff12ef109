import JSON

/// Reads what a schema says plainly about the members of an object, without validating anything.
struct SchemaReader {
    let sources: SourceFiles

    /// The names in `properties` of a schema and of those that it applies to the same value (`$ref`, `allOf`,
    /// `anyOf`, `oneOf`, `if`, `then`, `else`).
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func propertyNames(at location: SourceLocation) -> Set<ExactString> {
        var names: Set<ExactString> = []
        var seen: Set<SourceLocation> = []
        visit(location, &seen) { _, schema in
            names.formUnion((schema["properties"]?.objectValue?.names ?? []).map { ExactString($0) })
        }
        return names
    }

    /// Where the schemas of an object's member or an array's element are written; none when they are not described.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func children(of location: SourceLocation, _ token: String) -> [SourceLocation] {
        var found: [SourceLocation] = []
        var seen: Set<SourceLocation> = []
        visit(location, &seen) { place, schema in
            if schema["properties"]?[token] != nil {
                found.append(place.appending("properties").appending(token))
            }
            if Int(token) != nil, schema["items"] != nil { found.append(place.appending("items")) }
        }
        return found
    }

    /// Follows a pointer from schemas of the value that it starts at.
    ///
    /// - Returns: The schemas of what it leads to; where they do not describe it, none, with the first name that is missing
    ///   and those that are known in its place.
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

    private func visit(
        _ location: SourceLocation,
        _ seen: inout Set<SourceLocation>,
        _ body: (SourceLocation, JSONObject) -> Void
    ) {
        guard seen.insert(location).inserted,
            let schema = sources[location.file]?.document.value[location.pointer]?.objectValue
        else { return }
        body(location, schema)
        if let reference = schema["$ref"]?.stringValue, let target = location.resolving(reference) {
            visit(target, &seen, body)
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for index in (schema[keyword]?.arrayValue ?? []).indices {
                visit(location.appending(keyword).appending(index), &seen, body)
            }
        }
        for keyword in ["if", "then", "else"] where schema[keyword] != nil {
            visit(location.appending(keyword), &seen, body)
        }
    }
}

extension Node {
    /// Calls a closure for this value and every one inside it.
    /// - Complexity: O(*n*) in the number of values.
    func forEach(_ body: (Node) -> Void) {
        body(self)
        for element in elements { element.forEach(body) }
        for member in members { member.node.forEach(body) }
    }
}
