import JSON

/// Goes through a schema and names everything that an instance can aim at: its edges, or its keywords to be broken.
struct AimWalk {
    /// What the aims are for.
    enum Purpose {
        case edges
        case breaking
    }

    private var resolver: SchemaResolver
    private let purpose: Purpose
    private var found: [Aim] = []
    private var names: Set<ExactString> = []

    /// More aims than this are no longer edges of one schema.
    private static let mostAims = 200
    /// How often one schema is entered on one way: once is enough for all of its keywords.
    private static let mostVisits = 1
    private static let greatestDepth = 24

    init(_ resolver: SchemaResolver, purpose: Purpose) {
        self.resolver = resolver
        self.purpose = purpose
    }

    /// The aims below some schemas, in the order in which the schemas are written.
    mutating func aims(from roots: [SchemaPlace]) -> [Aim] {
        for root in roots { visit(root, [], []) }
        return found
    }

    /// Names the aims of a schema that applies to the value at `instance`, reached through the schemas of `way`.
    private mutating func visit(_ place: SchemaPlace, _ instance: [String], _ way: [SchemaLocation]) {
        guard case .object(let schema) = place.value, found.count < Self.mostAims,
            way.count < Self.greatestDepth, way.count(where: { $0 == place.location }) < Self.mostVisits
        else { return }
        for member in schema {
            switch purpose {
            case .edges: addEdges(member, schema, place, instance)
            case .breaking: addBreaking(member, schema, place, instance)
            }
        }
        let way = way + [place.location]
        for member in schema { descend(member, schema, place, instance, way) }
    }

    private mutating func descend(
        _ member: JSONMember,
        _ schema: JSONObject,
        _ place: SchemaPlace,
        _ instance: [String],
        _ way: [SchemaLocation]
    ) {
        let name = member.name
        switch name {
        case "$ref", "$dynamicRef":
            guard let text = member.value.stringValue, let target = resolver.target(of: text, name, in: place)
            else { return }
            visit(target, instance, way)
        case "properties":
            for property in member.value.objectValue ?? JSONObject() {
                let inner = resolver.child(property.value, of: place, name, property.name)
                visit(inner, instance + [property.name], way)
            }
        case "items":
            let first = schema["prefixItems"]?.arrayValue?.count ?? 0
            visit(resolver.child(member.value, of: place, name), instance + [String(first)], way)
        case "prefixItems":
            for (number, item) in (member.value.arrayValue ?? []).enumerated() {
                visit(resolver.child(item, of: place, name, String(number)), instance + [String(number)], way)
            }
        case "allOf":
            for (number, inner) in (member.value.arrayValue ?? []).enumerated() {
                visit(resolver.child(inner, of: place, name, String(number)), instance, way)
            }
        case "anyOf", "oneOf":
            // What is wrong inside a branch is the business of the whole: another branch may do.
            guard purpose == .edges else { return }
            for (number, inner) in (member.value.arrayValue ?? []).enumerated() {
                visit(resolver.child(inner, of: place, name, String(number)), instance, way)
            }
        case "then", "else":
            guard schema["if"] != nil else { return }
            visit(resolver.child(member.value, of: place, name), instance, way)
        case "dependentSchemas":
            for dependency in member.value.objectValue ?? JSONObject() {
                visit(resolver.child(dependency.value, of: place, name, dependency.name), instance, way)
            }
        default: break
        }
    }

    // MARK: Breaking

    /// In how many ways one keyword is broken at most.
    private static let mostVariants = 6

    private mutating func addBreaking(
        _ member: JSONMember,
        _ schema: JSONObject,
        _ place: SchemaPlace,
        _ instance: [String]
    ) {
        let variants: [Int]
        switch member.name {
        // These say nothing of their own and are walked into, but where a schema in them is `false`.
        case "properties", "dependentSchemas":
            variants = (member.value.objectValue?.members ?? []).indices.filter {
                member.value.objectValue?.members[$0].value == false
            }
        case "prefixItems", "allOf":
            variants = (member.value.arrayValue ?? []).indices.filter {
                member.value.arrayValue?[$0] == false
            }
        case "items": variants = member.value == false ? [0] : []
        case "$ref":
            let target = member.value.stringValue.flatMap { resolver.target(of: $0, "$ref", in: place) }
            variants = target?.value == false ? [0] : []
        case "required": variants = Array((member.value.arrayValue ?? []).indices)
        default: variants = Self.breakable.contains(member.name) ? Array(0..<Self.mostVariants) : []
        }
        for variant in variants {
            found.append(
                Aim(
                    name: "\(JSONPointer(tokens: place.path + [member.name])) \(variant)",
                    path: place.path,
                    effect: .breaking(keyword: member.name, variant: variant)
                )
            )
        }
    }

    private static let breakable: Set<String> = [
        "type", "enum", "const", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf",
        "minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems", "contains",
        "unevaluatedItems", "minProperties", "maxProperties", "dependentRequired",
        "patternProperties", "additionalProperties", "propertyNames", "unevaluatedProperties", "anyOf",
        "oneOf",
        "not",
    ]

    // MARK: Edges

    private mutating func add(
        _ name: String,
        _ path: [String],
        _ instance: [String],
        _ effect: Aim.Effect,
        script: TextScript? = nil,
        optionals: Aim.Optionals = .none
    ) {
        let place = instance.isEmpty ? "the whole" : instance.joined(separator: ".")
        let name = "\(place): \(name)"
        // Two schemas may name the same edge; to reach it once is enough.
        guard names.insert(ExactString(name)).inserted else { return }
        found.append(
            Aim(
                name: name,
                path: path,
                effect: effect,
                instance: instance,
                script: script,
                optionals: optionals
            )
        )
    }

    private mutating func addEdges(
        _ member: JSONMember,
        _ schema: JSONObject,
        _ place: SchemaPlace,
        _ instance: [String]
    ) {
        let (path, value) = (place.path, member.value)
        switch member.name {
        case "type": addTypeEdges(value.typeNames, schema, path, instance)
        case "enum":
            for choice in value.arrayValue ?? [] { add(choice.excerpt, path, instance, .value(choice)) }
        case "minLength", "maxLength": addLengthEdges(member, path, instance)
        case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf":
            guard let limit = value.numberValue else { return }
            let fine = JSONNumber("0.01") ?? 1
            for number in [limit, limit + 1, limit - 1, limit + fine, limit - fine] {
                add("the number \(number)", path, instance, .value(.number(number)))
            }
        case "minItems", "maxItems", "minProperties", "maxProperties":
            guard let count = value.intValue, count <= 1_000 else { return }
            let what = member.name.hasSuffix("Items") ? "item" : "member"
            for count in [count, count + (member.name.hasPrefix("min") ? 1 : -1)] where count >= 0 {
                add("\(Wording.count(count, what))", path, instance, .count(count))
            }
        case "pattern", "format":
            for number in 1...4 {
                add("a text for its \(member.name), \(number)", path, instance, .kind(.string))
            }
            guard member.name == "format" else { return }
            for edge in FormatText.edgeCases(of: value.stringValue ?? "") {
                let name = "\(value.stringValue ?? ""), \(edge.name)"
                add(name, path, instance, .value(.string(edge.text)))
            }
        case "properties": addMemberEdges(value, schema, place, instance)
        case "anyOf", "oneOf":
            for number in (value.arrayValue ?? []).indices {
                add(
                    "branch \(number + 1) of \(member.name)",
                    path + [member.name, String(number)],
                    instance,
                    .none
                )
            }
        case "then", "else":
            guard schema["if"] != nil else { return }
            add("by its \(member.name)", path + [member.name], instance, .none)
        default: break
        }
    }

    private mutating func addTypeEdges(
        _ names: [String],
        _ schema: JSONObject,
        _ path: [String],
        _ instance: [String]
    ) {
        for name in names where names.count > 1 || name == "null" {
            let kind = name == "integer" ? .number : ValueKind(rawValue: name)
            if let kind { add(name, path, instance, .kind(kind)) }
        }
        let isListed = schema["enum"] != nil || schema["const"] != nil
        if names.contains("boolean"), !isListed {
            for flag in [true, false] { add("\(flag)", path, instance, .value(.bool(flag))) }
        }
        if names.contains("number") || names.contains("integer"), !isListed {
            let numbers = [
                "0", "1", "-1", "0.1", "0.30", "1.0", "1e2", "9007199254740993", "123456789.01", "1e15",
            ]
            for number in numbers.compactMap({ JSONNumber($0) }) {
                add("the number \(number)", path, instance, .value(.number(number)))
            }
        }
        if names.contains("string"), !isListed, schema["pattern"] == nil, schema["format"] == nil {
            for script in TextScript.allCases where script != .plain {
                add(script.rawValue, path, instance, .kind(.string), script: script)
            }
        }
    }

    private mutating func addLengthEdges(_ member: JSONMember, _ path: [String], _ instance: [String]) {
        guard let limit = member.value.intValue, limit <= 500_000 else { return }
        let isLeast = member.name == "minLength"
        for count in isLeast ? [limit, limit + 1] : [limit - 1, limit] where count >= 0 {
            add(Wording.count(count, "character"), path, instance, .length(count), script: .plain)
        }
        guard !isLeast else { return }
        for script in [TextScript.astral, .combining] {
            add(
                "\(Wording.count(limit, "character")), \(script.rawValue)",
                path,
                instance,
                .length(limit),
                script: script
            )
        }
    }

    private mutating func addMemberEdges(
        _ properties: JSONValue,
        _ schema: JSONObject,
        _ place: SchemaPlace,
        _ instance: [String]
    ) {
        let required = Set(
            (schema["required"]?.arrayValue ?? []).compactMap { $0.stringValue.map { ExactString($0) } }
        )
        for property in properties.objectValue ?? JSONObject()
        where !required.contains(ExactString(property.name)) {
            let inner = place.path + ["properties", property.name]
            let name = instance + [property.name]
            add("is there", inner, name, .none)
            add("is left out of all", place.path, name, .without(property.name), optionals: .all)
        }
    }
}
