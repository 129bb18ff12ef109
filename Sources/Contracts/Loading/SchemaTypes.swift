import JSON

/// Reads statically which JSON types a schema allows, without validation.
struct SchemaTypes {
    /// The types of JSON values; integers are numbers.
    static let all: Set<String> = ["null", "boolean", "object", "array", "number", "string"]

    let sources: SourceFiles

    /// Returns the types that a schema allows for a member of an object.
    ///
    /// Where several schemas describe the member, the result is the types that all of them allow, or, where they exclude each
    /// other as in the branches of a choice, those that any of them allows.
    /// - Complexity: O(*n*) in the number of schemas followed.
    func types(ofMember name: String, at location: SourceLocation) -> Set<String> {
        let found = SchemaReader(sources: sources).children(of: location, name).map { types(at: $0) }
        let common = found.reduce(Self.all) { $0.intersection($1) }
        return common.isEmpty ? found.reduce(into: Set()) { $0.formUnion($1) } : common
    }

    /// Returns the types that a schema allows for the elements of a member that is an array.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func types(ofElementsOf name: String, at location: SourceLocation) -> Set<String> {
        let reader = SchemaReader(sources: sources)
        let elements = reader.children(of: location, name).flatMap { reader.children(of: $0, "0") }
        return elements.map { types(at: $0) }.reduce(Self.all) { $0.intersection($1) }
    }

    /// Returns the types that a schema allows.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func types(at location: SourceLocation) -> Set<String> {
        var seen: Set<SourceLocation> = []
        return types(at: location, &seen)
    }

    private func types(at location: SourceLocation, _ seen: inout Set<SourceLocation>) -> Set<String> {
        guard seen.insert(location).inserted,
            let value = sources[location.file]?.document.value[location.pointer]
        else { return Self.all }
        guard let schema = value.objectValue else { return value.boolValue == false ? [] : Self.all }
        var types = Self.named(schema["type"]) ?? Self.all
        if let constant = schema["const"] { types.formIntersection([Self.type(of: constant)]) }
        if let values = schema["enum"]?.arrayValue { types.formIntersection(values.map(Self.type)) }
        if let target = schema["$ref"]?.stringValue.flatMap(location.resolving) {
            types.formIntersection(self.types(at: target, &seen))
        }
        for index in (schema["allOf"]?.arrayValue ?? []).indices {
            types.formIntersection(self.types(at: location.appending("allOf").appending(index), &seen))
        }
        for keyword in ["anyOf", "oneOf"] {
            guard let branches = schema[keyword]?.arrayValue else { continue }
            let any = branches.indices.reduce(into: Set<String>()) { any, index in
                any.formUnion(self.types(at: location.appending(keyword).appending(index), &seen))
            }
            types.formIntersection(any)
        }
        return types
    }

    /// Returns the types that a `type` keyword names.
    private static func named(_ type: JSONValue?) -> Set<String>? {
        guard let type else { return nil }
        let names = type.stringValue.map { [$0] } ?? type.arrayValue?.compactMap(\.stringValue) ?? []
        let known = Set(names.map { $0 == "integer" ? "number" : $0 }).intersection(all)
        // Unknown types are reported by the meta schema.
        return known.isEmpty ? nil : known
    }

    private static func type(of value: JSONValue) -> String {
        value.typeName == "integer" ? "number" : value.typeName
    }
}
