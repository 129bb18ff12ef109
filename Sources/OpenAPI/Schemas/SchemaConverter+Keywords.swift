import JSON
import JSONSchema

extension SchemaConverter {
    /// Converts a keyword that holds no schema.
    mutating func convertPlain(
        _ value: DocumentNode,
        named name: String,
        of node: DocumentNode,
        into schema: inout JSONObject
    ) {
        switch name {
        case "nullable" where isVersion30, "xml", "externalDocs", "$defs", "definitions", "$schema",
            "$comment":
            break
        case _ where name.hasPrefix("x-"):
            break
        case "example":
            if schema["examples"] == nil { schema["examples"] = [value.value] }
        case "examples":
            if value.value.arrayValue != nil { schema[name] = value.value }
        case "exclusiveMinimum", "exclusiveMaximum":
            convertExclusive(value, named: name, of: node, into: &schema)
        case "minimum" where node.isTrue("exclusiveMinimum"), "maximum" where node.isTrue("exclusiveMaximum"):
            break
        case "format":
            convertFormat(value, of: node, into: &schema)
        case "default" where !Self.fits(value.value, node):
            notes.omitted(
                at: value.location,
                "the default \(value.value.compactText) is not of the type '\(node.string("type") ?? "")', so it is left out",
                "correct it; in YAML 1.2 only true and false are Booleans"
            )
        case "enum":
            convertValues(value, into: &schema)
        case "$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef", "$vocabulary":
            notes.omitted(
                at: value.location,
                "'\(name)' is not carried over: refer to schemas by file and pointer"
            )
        default:
            convertChecked(value, named: name, into: &schema)
        }
    }

    /// 3.0 has a Boolean beside the bound, 2020-12 has the bound itself.
    private mutating func convertExclusive(
        _ value: DocumentNode,
        named name: String,
        of node: DocumentNode,
        into schema: inout JSONObject
    ) {
        switch value.value {
        case .number: schema[name] = value.value
        case .bool(false): break
        case .bool(true):
            let bound = name == "exclusiveMinimum" ? "minimum" : "maximum"
            guard let number = node[bound]?.value, number.numberValue != nil else {
                notes.error(at: value.location, "'\(name)' has no '\(bound)' beside it", "add the bound")
                return
            }
            schema[name] = number
        default:
            notes.error(
                at: value.location,
                "'\(name)' must be a number, or in 3.0 true or false",
                "correct it"
            )
        }
    }

    private mutating func convertFormat(
        _ value: DocumentNode,
        of node: DocumentNode,
        into schema: inout JSONObject
    ) {
        guard let format = value.string else {
            notes.error(at: value.location, "'format' must be a text", "write the format's name")
            return
        }
        switch format {
        case "int32":
            // The formats of numbers are ranges, which JSON Schema says by bounds.
            if node["minimum"] == nil, node["exclusiveMinimum"] == nil { schema["minimum"] = -2_147_483_648 }
            if node["maximum"] == nil, node["exclusiveMaximum"] == nil { schema["maximum"] = 2_147_483_647 }
        case "int64", "float", "double", "password", "binary": break
        case "byte": schema["contentEncoding"] = "base64"
        case _ where Format.names.contains(format): schema["format"] = value.value
        default:
            notes.omitted(
                at: value.location,
                "the format '\(format)' is none of JSON Schema's, so nothing checks it"
            )
        }
    }

    private mutating func convertValues(_ value: DocumentNode, into schema: inout JSONObject) {
        guard let values = value.value.arrayValue, !values.isEmpty else {
            notes.error(at: value.location, "'enum' must be a list of values", "list at least one value")
            return
        }
        var seen: Set<JSONValue> = []
        schema["enum"] = .array(values.filter { seen.insert($0).inserted })
    }

    /// Keeps a keyword of JSON Schema whose value is of the right kind.
    private mutating func convertChecked(
        _ value: DocumentNode,
        named name: String,
        into schema: inout JSONObject
    ) {
        guard Self.kept.contains(name) else {
            notes.omitted(
                at: value.location,
                "'\(name)' is no keyword of a schema, so it is left out"
            )
            return
        }
        if let expected = Self.expectation(of: name), !expected.holds(value.value) {
            notes.error(at: value.location, "'\(name)' must be \(expected.text)", "correct it")
            return
        }
        if name == "pattern", (try? SchemaRegistry().compile(["pattern": value.value])) == nil {
            notes.omitted(
                at: value.location,
                "'\(value.string ?? "")' is no regular expression of ECMA-262, so it is left out"
            )
            return
        }
        schema[name] = value.value
    }

    private static let kept: Set<String> = Set(Keyword.names).union([
        "type", "title", "description", "default", "deprecated", "readOnly", "writeOnly", "contentEncoding",
        "contentMediaType", "understudy",
    ])

    private static func expectation(of name: String) -> (text: String, holds: (JSONValue) -> Bool)? {
        switch name {
        case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
            "minContains",
            "maxContains":
            ("a whole number of at least 0", { ($0.intValue ?? -1) >= 0 })
        case "minimum", "maximum": ("a number", { $0.numberValue != nil })
        case "multipleOf": ("a number above 0", { ($0.numberValue ?? 0) > 0 })
        case "pattern", "title", "description": ("a text", { $0.stringValue != nil })
        case "uniqueItems", "deprecated", "readOnly", "writeOnly": ("true or false", { $0.boolValue != nil })
        case "type":
            (
                "one of \(types.joined(separator: ", "))",
                { value in
                    let names = value.arrayValue?.map { $0.stringValue ?? "" } ?? [value.stringValue ?? ""]
                    return !names.isEmpty && names.allSatisfy { types.contains($0) }
                }
            )
        default: nil
        }
    }

    /// Whether a value is of the one type that a schema names.
    private static func fits(_ value: JSONValue, _ node: DocumentNode) -> Bool {
        switch (node.string("type"), value) {
        case (nil, _), (_, .null), ("string", .string), ("boolean", .bool), ("number", .number),
            ("array", .array),
            ("object", .object):
            true
        case ("integer", .number(let number)): number.isInteger
        default: false
        }
    }

    private static let types = ["array", "boolean", "integer", "null", "number", "object", "string"]
}
