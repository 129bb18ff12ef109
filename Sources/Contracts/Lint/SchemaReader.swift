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
        visit(location, &seen) { schema in
            names.formUnion((schema["properties"]?.objectValue?.names ?? []).map { ExactString($0) })
        }
        return names
    }

    private func visit(
        _ location: SourceLocation,
        _ seen: inout Set<SourceLocation>,
        _ body: (JSONObject) -> Void
    ) {
        guard seen.insert(location).inserted,
            let schema = sources[location.file]?.document.value[location.pointer]?.objectValue
        else { return }
        body(schema)
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
