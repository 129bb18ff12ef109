import Contracts
import JSON
import JSONSchema

/// Turns schemas of OpenAPI 3.0 and 3.1 into JSON Schema 2020-12, and the shared ones into records.
///
/// A schema that a `$ref` leads to becomes a file of `records/`. Where `readOnly` and `writeOnly` make a difference, it
/// becomes two: one for requests, one for responses.
struct SchemaConverter {
    /// A shared schema, as it is sent in a direction; `nil` where it is the same in both.
    struct RecordKey: Hashable {
        var location: SourceLocation
        var direction: Direction?
    }

    let facts: SchemaFacts
    let isVersion30: Bool
    /// Members that are in no request although nothing calls them `readOnly`: only the service makes them, or no form carries them.
    var unsent: Set<SourceLocation> = []
    /// What is known of a value's meaning, by the place of its schema: the keyword `understudy` of what is written.
    var annotations: [SourceLocation: JSONObject] = [:]
    /// The records by their file names without `.json`, in the order in which they were met.
    private(set) var records: [(name: String, schema: JSONValue)] = []
    /// What could not be carried over.
    var notes: Notes

    private var names: [RecordKey: String] = [:]
    private var taken = UniqueNames()
    private var waiting: [RecordKey] = []
    private var differences: [SourceLocation: Bool] = [:]

    init(documents: DocumentSet, isVersion30: Bool) {
        facts = SchemaFacts(documents: documents)
        self.isVersion30 = isVersion30
        notes = Notes(documents: documents)
    }

    /// Converts a schema, and every record that it leads to.
    ///
    /// - Parameters:
    ///   - node: The schema.
    ///   - direction: The direction in which the value goes.
    ///   - prefix: What leads from the written file's folder to the contract folder, such as `../`.
    /// - Returns: The schema as a contract file holds it.
    mutating func schema(_ node: DocumentNode, _ direction: Direction, prefix: String = "../") -> JSONValue {
        let schema = convert(node, Context(direction: direction, prefix: prefix))
        while let key = waiting.popLast() {
            guard let name = names[key], let node = facts.documents[key.location] else { continue }
            let context = Context(direction: key.direction ?? .response, prefix: "../")
            var object: JSONObject = ["$schema": "https://json-schema.org/draft/2020-12/schema"]
            switch convert(node, context) {
            case .object(let converted):
                if converted["title"] == nil { object["title"] = .string(Self.title(of: key.location)) }
                for member in converted { object[member.name] = member.value }
            case let other: object["allOf"] = [other]
            }
            records.append((name, .object(object)))
        }
        return schema
    }

    /// A `$ref` to the record of a schema, which is made when it is not there yet.
    mutating func reference(to location: SourceLocation, _ direction: Direction, prefix: String) -> JSONValue
    {
        let key = RecordKey(location: location, direction: differs(location) ? direction : nil)
        let name = names[key] ?? name(for: key)
        if names[key] == nil {
            names[key] = name
            waiting.append(key)
        }
        return .string("\(prefix)records/\(name).json")
    }

    // MARK: Conversion

    private struct Context {
        var direction: Direction
        var prefix: String
        /// The members that an `allOf` around the schema hides.
        var hidden: Set<String> = []
    }

    private mutating func convert(_ node: DocumentNode, _ context: Context) -> JSONValue {
        if case .bool = node.value { return node.value }
        guard let object = node.value.objectValue else {
            notes.error(
                at: node.location,
                "a schema must be an object",
                "write for example {\"type\": \"string\"}"
            )
            return true
        }
        var context = context
        let own = facts.applied(node).flatMap { $0["properties"]?.members ?? [] }
        context.hidden.formUnion(own.filter { isHidden($0.node, context.direction) }.map(\.name))
        var schema = JSONObject()
        let reference = node.string("$ref")
        if let reference, let target = facts.documents.target(of: reference, from: node.location) {
            schema["$ref"] = self.reference(to: target.location, context.direction, prefix: context.prefix)
        }
        // 3.0 ignores what stands beside a $ref.
        if reference == nil || !isVersion30 {
            // The discriminator adds to what else is required.
            let names = object.names.filter { !["$ref", "discriminator"].contains($0) } + ["discriminator"]
            for name in names {
                guard let keyword = node[name] else { continue }
                convert(keyword, named: name, of: node, into: &schema, context)
            }
        }
        if isVersion30, reference == nil { addNull(to: &schema, node) }
        if let annotation = annotations[node.location] {
            var all = schema["understudy"]?.objectValue ?? JSONObject()
            for member in annotation { all[member.name] = member.value }
            schema["understudy"] = .object(all)
        }
        return .object(schema)
    }

    private mutating func convert(
        _ value: DocumentNode,
        named name: String,
        of node: DocumentNode,
        into schema: inout JSONObject,
        _ context: Context
    ) {
        switch name {
        case "properties":
            var properties = JSONObject()
            for (name, property) in value.members where !isHidden(property, context.direction) {
                properties[name] = convert(property, inner(context))
            }
            schema[name] = .object(properties)
        case "patternProperties", "dependentSchemas":
            var schemas = JSONObject()
            for (name, property) in value.members { schemas[name] = convert(property, inner(context)) }
            schema[name] = .object(schemas)
        case "required":
            schema[name] = required(value, context)
        case "allOf":
            schema[name] = .array(value.elements.map { convert($0, context) })
        case "oneOf", "anyOf":
            schema[name] = .array(branches(value, of: node, context))
        case "prefixItems":
            schema[name] = .array(value.elements.map { convert($0, inner(context)) })
        case "items" where value.value.arrayValue != nil:
            notes.omitted(at: value.location, "a list of schemas under 'items' is read as 'prefixItems'")
            schema["prefixItems"] = .array(value.elements.map { convert($0, inner(context)) })
        case "items", "contains", "additionalProperties", "unevaluatedItems", "unevaluatedProperties",
            "propertyNames", "contentSchema":
            schema[name] = convert(value, inner(context))
        case "not", "if", "then", "else":
            schema[name] = convert(value, context)
        case "discriminator":
            discriminate(value, of: node, into: &schema)
        default:
            convertPlain(value, named: name, of: node, into: &schema)
        }
    }

    private func inner(_ context: Context) -> Context {
        Context(direction: context.direction, prefix: context.prefix)
    }

    /// Whether a member does not go in a direction.
    func isHidden(_ property: DocumentNode, _ direction: Direction) -> Bool {
        facts.isMarked(direction.hiding, property)
            || direction == .request && unsent.contains(property.location)
    }

    private mutating func required(_ value: DocumentNode, _ context: Context) -> JSONValue? {
        guard let names = value.value.arrayValue?.compactMap(\.stringValue),
            value.elements.count == names.count
        else {
            notes.error(
                at: value.location,
                "'required' must be a list of names",
                "list the required members beside 'properties'"
            )
            return nil
        }
        var seen: Set<String> = []
        let kept = names.filter { !context.hidden.contains($0) && seen.insert($0).inserted }
        return kept.isEmpty ? nil : .array(kept.map(JSONValue.string))
    }

    /// The branches of `oneOf` or `anyOf`; with a discriminator each with the value that names it.
    private mutating func branches(
        _ value: DocumentNode,
        of node: DocumentNode,
        _ context: Context
    ) -> [JSONValue] {
        let discriminator = node["discriminator"].flatMap { Discriminator($0, facts.documents) }
        return value.elements.map { branch in
            let schema = convert(branch, context)
            guard let discriminator, let names = discriminator.names(of: branch, facts.documents),
                case .object(var object) = schema, object["properties"] == nil
            else { return schema }
            object["properties"] = .object([discriminator.property: names])
            object["required"] = [.string(discriminator.property)]
            return .object(object)
        }
    }

    private mutating func discriminate(
        _ value: DocumentNode,
        of node: DocumentNode,
        into schema: inout JSONObject
    ) {
        guard let discriminator = Discriminator(value, facts.documents) else {
            notes.error(
                at: value.location,
                "a discriminator needs 'propertyName'",
                "name the member that tells the type"
            )
            return
        }
        guard node["oneOf"] == nil, node["anyOf"] == nil else { return }
        notes.omitted(
            at: value.location,
            "the discriminator '\(discriminator.property)' has no oneOf or anyOf beside it: the member is required, "
                + "and the schemas that build on this one are not told apart"
        )
        var required = schema["required"]?.arrayValue ?? []
        if !required.contains(.string(discriminator.property)) {
            required.append(.string(discriminator.property))
        }
        schema["required"] = .array(required)
    }

    /// What `nullable: true` means: `null` beside the type, or beside all that the schema says where it names no type.
    ///
    /// Source: OpenAPI 3.0.3, "Clarify Semantics of nullable".
    private func addNull(to schema: inout JSONObject, _ node: DocumentNode) {
        guard node.isTrue("nullable") else { return }
        if let type = schema["type"]?.stringValue {
            schema["type"] = [.string(type), "null"]
            if var values = schema["enum"]?.arrayValue, !values.contains(.null) {
                values.append(.null)
                schema["enum"] = .array(values)
            }
        } else if ["allOf", "oneOf", "anyOf"].contains(where: { schema[$0] != nil }) {
            schema = ["anyOf": [.object(schema), ["type": "null"]]]
        }
    }

    // MARK: Records

    /// Whether a schema reads differently in the two directions, itself or anywhere below.
    private mutating func differs(_ location: SourceLocation) -> Bool {
        if let known = differences[location] { return known }
        var seen: Set<SourceLocation> = []
        var waiting = facts.documents[location].map { [$0] } ?? []
        var found = false
        while let node = waiting.popLast(), !found {
            guard seen.insert(node.location).inserted else { continue }
            found =
                node.isTrue("readOnly") || node.isTrue("writeOnly") || unsent.contains(node.location)
            if let text = node.string("$ref"),
                let target = facts.documents.target(of: text, from: node.location)
            {
                waiting.append(target)
            }
            for (name, member) in node.members where !Self.data.contains(name) {
                waiting.append(member)
                waiting += member.elements
            }
        }
        differences[location] = found
        return found
    }

    private static let data: Set<String> = ["example", "examples", "default", "enum", "const"]

    private mutating func name(for key: RecordKey) -> String {
        var base = Words(Self.title(of: key.location)).joined("-")
        if base.isEmpty { base = "record" }
        if key.direction == .request { base += "-input" }
        return taken.name(base)
    }

    private static func title(of location: SourceLocation) -> String {
        if let last = location.pointer.tokens.last { return last }
        let file = location.file.split(separator: "/").last.map(String.init) ?? location.file
        return file.split(separator: ".").first.map(String.init) ?? file
    }
}
