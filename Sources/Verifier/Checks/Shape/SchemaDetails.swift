import JSON
import JSONSchema

/// What a validation found, in lines for people.
enum SchemaDetails {
    private static let mostLines = 10

    /// The errors that name the cause: those of keywords that only pass on what others found are left out.
    static func causes(_ output: SchemaOutput) -> [SchemaOutputUnit] {
        let passingOn: Set<String> = [
            "properties", "items", "prefixItems", "patternProperties", "additionalProperties", "$ref",
            "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas",
        ]
        let causes = output.errors.filter { !passingOn.contains($0.keyword) }
        return causes.isEmpty ? output.errors : causes
    }

    /// A line for each cause, with its JSON Pointer and the value seen there.
    static func lines(_ output: SchemaOutput, of value: JSONValue) -> [String] {
        let causes = causes(output)
        var lines = causes.prefix(mostLines).map { unit in
            "at '\(unit.instanceLocation)': \(unit.message); seen: \(text(value[unit.instanceLocation]))"
        }
        if causes.count > mostLines { lines.append("and \(causes.count - mostLines) more") }
        return lines
    }

    /// A value on one line, cut where it is long.
    static func text(_ value: JSONValue?) -> String {
        guard let text = value?.compactText else { return "nothing" }
        let limit = 200
        return text.utf8.count <= limit ? text : "\(String(text.prefix(limit)))... (\(text.utf8.count) bytes)"
    }
}
