import JSON

/// Compares a shape with the schema that a value of it has to fit.
struct ShapeConformance {
    /// A part of a value that no run can make fit its schema, or that some run leaves out.
    struct Misfit {
        /// The member's names from the value to the part.
        var path: [String]
        /// What is wrong.
        var message: String
        /// What to do.
        var remedy: String
    }

    let declared: DeclaredShapes

    /// Returns what does not fit.
    ///
    /// - Parameters:
    ///   - shape: The value's shape.
    ///   - location: The schema's location.
    ///   - made: The names of members that are added by the engine.
    /// - Returns: The misfits, outer ones first; at most one a member.
    /// - Complexity: O(*n*) in the number of members described.
    func misfits(of shape: ValueShape, at location: SourceLocation, made: Set<ExactString> = []) -> [Misfit] {
        var misfits: [Misfit] = []
        compare(shape, location, made: made, path: [], &misfits)
        return misfits
    }

    private func compare(
        _ shape: ValueShape,
        _ location: SourceLocation,
        made: Set<ExactString> = [],
        path: [String],
        _ misfits: inout [Misfit]
    ) {
        guard path.count < 8 else { return }
        if case .schemas(let own) = shape.content, own.contains(location) { return }
        let wanted = declared.shape(at: [location])
        guard !shape.types.isDisjoint(with: wanted.types) else {
            misfits.append(
                Misfit(
                    path: path,
                    message: "this is \(shape.typeText), and the schema asks for \(wanted.typeText)",
                    remedy: "give a value of that type"
                )
            )
            return
        }
        if let values = shape.constants, let allowed = wanted.constants,
            !values.contains(where: allowed.contains)
        {
            misfits.append(
                Misfit(
                    path: path,
                    message: "\(Self.list(values)) is none of the values that the schema allows",
                    remedy: "use \(Self.list(allowed))"
                )
            )
            return
        }
        if shape.types == ["object"] { compareMembers(shape, location, made: made, path: path, &misfits) }
        if case .array(let element) = shape.content, !shape.types.isDisjoint(with: ["array"]) {
            for place in declared.reader.unconditionalSchemas(at: location) where place.schema["items"] != nil
            {
                compare(element, place.location.appending("items"), path: path + ["0"], &misfits)
            }
        }
    }

    private func compareMembers(
        _ shape: ValueShape,
        _ location: SourceLocation,
        made: Set<ExactString>,
        path: [String],
        _ misfits: inout [Misfit]
    ) {
        for name in declared.requiredNames(at: location).sorted() where !made.contains(name) {
            let member = declared.member(name.string, of: shape)
            if let member, !member.isOptional { continue }
            // Of a part that a schema describes, what it leaves open is not this behaviour's mistake.
            if case .object = shape.content {} else if member != nil { continue }
            misfits.append(
                Misfit(
                    path: path,
                    message: member == nil
                        ? "'\(name)' is missing, which the schema requires"
                        : "'\(name)' is left out by some requests, and the schema requires it",
                    remedy: member == nil
                        ? "give it a value"
                        : "give it a value that is always there, such as {\"$first\": [..., a default]}, or decide by"
                            + " \"when\""
                )
            )
        }
        let schemas = declared.reader.unconditionalSchemas(at: location)
        for (name, member) in members(of: shape) {
            if isClosed(to: name, schemas, location) {
                let known = declared.reader.propertyNames(at: location).map(\.string)
                misfits.append(
                    Misfit(
                        path: path + [name],
                        message: "the schema has no member '\(name)', and allows no others",
                        remedy: NearestName.remedy(for: name, among: known, what: "member")
                    )
                )
                continue
            }
            for found in schemas where found.schema["properties"]?[name] != nil {
                let place = found.location.appending("properties").appending(name)
                let count = misfits.count
                compare(member, place, path: path + [name], &misfits)
                if misfits.count > count { break }
            }
        }
    }

    private func members(of shape: ValueShape) -> [(name: String, shape: ValueShape)] {
        if case .object(let members) = shape.content { return members }
        return declared.names(of: shape).sorted().compactMap { name in
            declared.member(name.string, of: shape).map { (name.string, $0) }
        }
    }

    private func isClosed(
        to name: String,
        _ schemas: [(location: SourceLocation, schema: JSONObject)],
        _ location: SourceLocation
    ) -> Bool {
        schemas.contains { found in
            if found.schema["patternProperties"] != nil { return false }
            if found.schema["additionalProperties"]?.boolValue == false {
                return found.schema["properties"]?[name] == nil
            }
            guard found.schema["unevaluatedProperties"]?.boolValue == false else { return false }
            return !declared.reader.propertyNames(at: location).contains(ExactString(name))
        }
    }

    private static func list(_ values: [JSONValue]) -> String {
        let shown = values.prefix(8).map(\.compactText).joined(separator: ", ")
        return values.count > 8 ? shown + ", ..." : shown
    }
}
