import JSON

/// Walks through a schema and lists everything that a generated instance can be made for: its edge cases, or its keywords
/// to be violated.
struct GoalCollector {
    /// The purpose of the goals.
    enum Purpose {
        case edges
        case violations
    }

    private var resolver: SchemaResolver
    private let purpose: Purpose
    private var found: [GenerationGoal] = []
    private var names: Set<ExactString> = []

    /// More goals than this are no longer edges of one schema.
    private static let mostGoals = 200
    /// The maximum number of entries into one schema on one path: once is enough for all of its keywords.
    private static let mostVisits = 1
    private static let greatestDepth = 24

    init(_ resolver: SchemaResolver, purpose: Purpose) {
        self.resolver = resolver
        self.purpose = purpose
    }

    /// The goals below some schemas, in the order in which the schemas are written.
    mutating func goals(from roots: [SchemaPlace]) -> [GenerationGoal] {
        for root in roots { visit(root, [], []) }
        return found
    }

    /// Lists the goals of a schema that applies to the value at `instance`, reached through the schemas of `way`.
    private mutating func visit(_ place: SchemaPlace, _ instance: [String], _ way: [SchemaLocation]) {
        guard case .object(let schema) = place.value, found.count < Self.mostGoals,
            way.count < Self.greatestDepth, way.count(where: { $0 == place.location }) < Self.mostVisits
        else { return }
        let uses = schema.compactMap { member -> (use: KeywordUse, keyword: KeywordDefinition)? in
            let use = KeywordUse(name: member.name, value: member.value, schema: schema, place: place)
            return KeywordDefinition.named(member.name).map { (use, $0) }
        }
        for (use, keyword) in uses {
            switch purpose {
            case .edges: for edge in keyword.generation.edgeCases(use) { add(edge, place, instance) }
            case .violations: addViolations(use, keyword)
            }
        }
        let way = way + [place.location]
        for (use, keyword) in uses { descend(use, keyword, instance, way) }
    }

    private mutating func descend(
        _ use: KeywordUse,
        _ keyword: KeywordDefinition,
        _ instance: [String],
        _ way: [SchemaLocation]
    ) {
        let inner = keyword.subschemas.subschemas(of: use.value)
        func place(_ steps: [String], _ value: JSONValue) -> SchemaPlace {
            resolver.child(value, of: use.place, [use.name] + steps)
        }
        switch keyword.role {
        case .reference:
            guard let text = use.value.stringValue,
                let target = resolver.target(of: text, use.name, in: use.place)
            else { return }
            visit(target, instance, way)
        case .all: for (steps, value) in inner { visit(place(steps, value), instance, way) }
        case .branch:
            guard use.schema["if"] != nil else { return }
            for (steps, value) in inner { visit(place(steps, value), instance, way) }
        case .choice:
            // A violation inside a branch need not violate the whole: another branch may accept the value.
            guard purpose == .edges else { return }
            for (steps, value) in inner { visit(place(steps, value), instance, way) }
        case .properties, .leadingItems:
            for (steps, value) in inner { visit(place(steps, value), instance + steps, way) }
        case .items:
            let first = use.schema["prefixItems"]?.arrayValue?.count ?? 0
            for (steps, value) in inner { visit(place(steps, value), instance + [String(first)], way) }
        case .none, .condition, .negation, .other: break
        }
    }

    private mutating func addViolations(_ use: KeywordUse, _ keyword: KeywordDefinition) {
        guard keyword.generation.violate != nil else { return }
        let numbers: [Int]
        switch keyword.role {
        // These have no constraints of their own and are traversed, unless a schema in them is `false`.
        case .all, .properties, .leadingItems, .items:
            let inner = keyword.subschemas.subschemas(of: use.value)
            numbers = inner.indices.filter { inner[$0].value == false }
        case .reference:
            let target = use.value.stringValue.flatMap { resolver.target(of: $0, use.name, in: use.place) }
            numbers = target?.value == false ? [0] : []
        case .branch, .condition: numbers = []
        case .none, .choice, .negation, .other: numbers = Array(0..<keyword.generation.violationCount(use))
        }
        for number in numbers {
            found.append(
                GenerationGoal(
                    name: "\(JSONPointer(tokens: use.place.path + [use.name])) \(number)",
                    path: use.place.path,
                    effect: .violating(keyword: use.name, number: number)
                )
            )
        }
    }

    private mutating func add(_ edge: EdgeCase, _ place: SchemaPlace, _ instance: [String]) {
        let instance = instance + (edge.member.map { [$0] } ?? [])
        let subject = instance.isEmpty ? "the whole" : instance.joined(separator: ".")
        let name = "\(subject): \(edge.name)"
        // Two schemas may name the same edge; to reach it once is enough.
        guard names.insert(ExactString(name)).inserted else { return }
        found.append(
            GenerationGoal(
                name: name,
                path: place.path + edge.steps,
                effect: edge.effect,
                instance: instance,
                script: edge.script,
                optionals: edge.optionals
            )
        )
    }
}
