import JSON
import JSONSchema

/// Reads known names and descriptions of values from the meta schemas, for messages.
struct MetaSchemaReader {
    let sources: SourceFiles

    /// Returns the message and remedy of a validation failure.
    func diagnostic(
        for unit: SchemaOutputUnit,
        in file: SourceFile,
        files: SourceFiles
    ) -> Diagnostic {
        let place = SourceLocation(file: file.path, pointer: unit.instanceLocation)
        let owner = SourceLocation(uri: unit.absoluteKeywordLocation).flatMap { location in
            location.pointer.parent.map { SourceLocation(file: location.file, pointer: $0) }
        }
        if Self.closing.contains(unit.keyword), let name = unit.instanceLocation.tokens.last {
            let known = owner.map { names(knownTo: $0) } ?? []
            return files.diagnostic(
                .error,
                at: place,
                "unknown member '\(name)'",
                remedy: known.isEmpty
                    ? "leave it out" : NearestName.remedy(for: name, among: known, what: "member here"),
                atName: true
            )
        }
        if unit.keyword == "enum", let value = file.document.value[unit.instanceLocation]?.stringValue,
            let known = unit.expected?.arrayValue
        {
            return files.diagnostic(
                .error,
                at: place,
                subject(of: unit, in: file) + "cannot be '\(value)'",
                remedy: NearestName.remedy(for: value, among: known.compactMap(\.stringValue), what: "value")
            )
        }
        if unit.keyword == "required" || unit.keyword == "dependentRequired" {
            return files.diagnostic(
                .error,
                at: place,
                subject(of: unit, in: file) + unit.message,
                remedy: "add it"
            )
        }
        let description = owner.flatMap(description(at:))
        return files.diagnostic(
            .error,
            at: place,
            subject(of: unit, in: file) + unit.message,
            remedy: description.map { "what belongs here: \($0)" }
                ?? "see \(owner?.file ?? "JSON Schema, draft 2020-12")",
            atName: unit.keywordLocation.tokens.contains("propertyNames")
        )
    }

    private static let closing: Set = ["unevaluatedProperties", "additionalProperties"]

    /// Returns the name of the invalid member, to start the sentence with.
    private func subject(of unit: SchemaOutputUnit, in file: SourceFile) -> String {
        guard let name = unit.instanceLocation.tokens.last else { return "the file " }
        return Int(name) == nil ? "'\(name)' " : "element \(name) "
    }

    /// Returns the names in `properties` of a schema and of those that it applies to the same value.
    private func names(knownTo location: SourceLocation, depth: Int = 0) -> [String] {
        guard depth < 16, let schema = value(at: location)?.objectValue else { return [] }
        var names = schema["properties"]?.objectValue?.names ?? []
        if let reference = schema["$ref"]?.stringValue {
            if let target = location.resolving(reference) {
                names += self.names(knownTo: target, depth: depth + 1)
            } else {
                names += Keyword.names
            }
        }
        for member in schema {
            guard let keyword = Keyword(member.name), [.all, .choice].contains(keyword.role) else { continue }
            for (steps, _) in keyword.subschemas(of: member.value) {
                let place = steps.reduce(location.appending(member.name)) { $0.appending($1) }
                names += self.names(knownTo: place, depth: depth + 1)
            }
        }
        return names
    }

    /// Returns a schema's description of its values.
    private func description(at location: SourceLocation) -> String? {
        var place = location
        for _ in 0..<3 {
            if let text = value(at: place)?["description"]?.stringValue { return text }
            guard let parent = place.pointer.parent else { return nil }
            place.pointer = parent
        }
        return nil
    }

    private func value(at location: SourceLocation) -> JSONValue? {
        sources[location.file]?.document.value[location.pointer]
    }
}
