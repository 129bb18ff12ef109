import JSON
import JSONSchema

/// Reads shapes of values from the schemas that describe them.
struct DeclaredShapes {
    let reader: SchemaReader
    private let types: SchemaTypes

    init(_ sources: SourceFiles) {
        reader = SchemaReader(sources: sources)
        types = SchemaTypes(sources: sources)
    }

    /// Returns the shape of the values that fit all schemas at some locations.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func shape(at locations: [SourceLocation], isOptional: Bool = false) -> ValueShape {
        guard !locations.isEmpty else { return ValueShape(isOptional: isOptional) }
        let common = locations.reduce(SchemaTypes.all) { $0.intersection(types.types(at: $1)) }
        return ValueShape(
            types: common.isEmpty ? SchemaTypes.all : common,
            constants: locations.lazy.compactMap(values).first,
            isOptional: isOptional,
            .schemas(locations)
        )
    }

    /// Returns the shape of a member of an object or of an element of an array; `nil` where it is certain that there is none.
    func member(_ token: String, of shape: ValueShape) -> ValueShape? {
        switch shape.content {
        case .unknown: return .unknown
        case .object(let members):
            guard let member = members.last(where: { $0.name == token }) else { return nil }
            return shape.isOptional ? member.shape.optional : member.shape
        case .array(let element): return Int(token) == nil ? nil : element.optional
        case .schemas(let locations):
            let places = locations.flatMap { reader.children(of: $0, token) }
            guard !places.isEmpty else {
                // A schema that describes no member at all takes any.
                return names(of: shape).isEmpty || shape.types.contains("array") ? .unknown : nil
            }
            let isRequired = locations.contains { requiredNames(at: $0).contains(ExactString(token)) }
            return self.shape(at: places, isOptional: shape.isOptional || !isRequired)
        }
    }

    /// Returns the names of the members that an object is known to have, or can have.
    func names(of shape: ValueShape) -> Set<ExactString> {
        switch shape.content {
        case .unknown, .array: []
        case .object(let members): Set(members.map { ExactString($0.name) })
        case .schemas(let locations):
            locations.reduce(into: Set()) { $0.formUnion(reader.propertyNames(at: $1)) }
        }
    }

    /// Returns the names of the members that a schema requires of every value.
    func requiredNames(at location: SourceLocation) -> Set<ExactString> {
        reader.unconditionalSchemas(at: location).reduce(into: Set()) { names, found in
            let required = found.schema["required"]?.arrayValue ?? []
            names.formUnion(required.compactMap(\.stringValue).map { ExactString($0) })
        }
    }

    /// Returns the values that a schema lists; `nil` where it lists none.
    func values(at location: SourceLocation) -> [JSONValue]? {
        for found in reader.unconditionalSchemas(at: location) {
            if let constant = found.schema["const"] { return [constant] }
            if let values = found.schema["enum"]?.arrayValue { return values }
        }
        return nil
    }
}

extension SchemaReader {
    /// Returns the schemas that every value has to fit which fits the one at a location: itself, what it refers to, the schemas
    /// of `allOf` in their order.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    func unconditionalSchemas(at location: SourceLocation) -> [(location: SourceLocation, schema: JSONObject)]
    {
        var found: [(location: SourceLocation, schema: JSONObject)] = []
        var seen: Set<SourceLocation> = []
        var waiting = [location]
        while let place = waiting.popLast() {
            guard seen.insert(place).inserted,
                let schema = value(at: place)?.objectValue
            else { continue }
            found.append((place, schema))
            for index in (schema["allOf"]?.arrayValue ?? []).indices.reversed() {
                waiting.append(place.appending("allOf").appending(index))
            }
            if let target = schema["$ref"]?.stringValue.flatMap(place.resolving) { waiting.append(target) }
        }
        return found
    }
}
