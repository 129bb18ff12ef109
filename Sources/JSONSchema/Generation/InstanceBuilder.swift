import JSON

/// Options for an instance beyond the schema.
enum InstanceStyle: Sendable {
    /// Short, simple, without what need not be there.
    case plain
    /// A typical response: every declared member, a few items, nothing unusual.
    case typical
    /// Anything that the schema takes.
    case random

    /// Whether to use the simplest value where there are no constraints.
    var isSimple: Bool { self != .random }
}

/// Thrown where the choices made so far leave no value.
struct Unsatisfiable: Error {}

/// Creates one instance; nothing of it is validated here.
struct InstanceBuilder {
    var resolver: SchemaResolver
    var random: SeededRandom
    let style: InstanceStyle
    let goal: GenerationGoal?
    /// The remaining work for one instance.
    var budget = 4_000

    /// The maximum nesting of values.
    private static let greatestDepth = 40

    init(_ resolver: SchemaResolver, random: SeededRandom, style: InstanceStyle, goal: GenerationGoal? = nil)
    {
        self.resolver = resolver
        self.random = random
        self.style = style
        self.goal = goal
    }

    /// An instance of schemas; `nil` where the choices led nowhere.
    mutating func instance(of places: [SchemaPlace]) -> JSONValue? {
        do throws(Unsatisfiable) {
            return try value(of: places, depth: 0)
        } catch {
            return nil
        }
    }

    /// A value that is to satisfy schemas; other branches are tried where some leave no value.
    mutating func value(of places: [SchemaPlace], depth: Int) throws(Unsatisfiable) -> JSONValue {
        guard depth < Self.greatestDepth else { throw Unsatisfiable() }
        for _ in 0..<3 {
            try spend(1)
            do throws(Unsatisfiable) {
                let constraints = try constraints(of: places)
                return try value(constraints, depth: depth)
            } catch {
                continue
            }
        }
        throw Unsatisfiable()
    }

    /// Uses up some of the work that one instance may take.
    mutating func spend(_ work: Int) throws(Unsatisfiable) {
        guard budget >= work else { throw Unsatisfiable() }
        budget -= work
    }

    /// Whether a schema lies on the way to what is aimed at.
    func isTargeted(at path: [String]) -> Bool {
        guard let goal, !goal.path.isEmpty || goal.isViolation else { return false }
        return goal.path.starts(with: path)
    }

    /// Whether what is aimed at lies below a keyword of a schema.
    func isTargeted(below keyword: String, of place: SchemaPlace) -> Bool {
        isTargeted(at: place.path + [keyword])
    }

    /// Whether a keyword of a schema is the one to be broken.
    func violates(_ keyword: String, at place: SchemaPlace) -> Bool {
        guard let goal else { return false }
        return goal.keyword == keyword && goal.path == place.path
    }

    // MARK: One value

    private mutating func value(_ constraints: ValueConstraints, depth: Int) throws(Unsatisfiable)
        -> JSONValue
    {
        if let values = constraints.values {
            let fitting = values.filter { value in
                constraints.kinds.contains(ValueType(of: value)) && !constraints.excluded.contains(value)
                    && constraints.takes(value)
            }
            guard let value = style == .plain ? fitting.first : random.element(of: fitting) else {
                throw Unsatisfiable()
            }
            return value
        }
        for _ in 0..<8 {
            try spend(1)
            var value = try value(of: kind(for: constraints, depth: depth), constraints, depth: depth)
            for constraint in constraints.custom
            where constraint.type == ValueType(of: value) && !constraint.isMet(value) {
                value = constraint.repair(value, &random)
            }
            // A repair may have broken what was right before.
            guard constraints.custom.isEmpty || constraints.takes(value) else { continue }
            if !constraints.excluded.contains(value) { return value }
        }
        throw Unsatisfiable()
    }

    private mutating func value(
        of kind: ValueType,
        _ constraints: ValueConstraints,
        depth: Int
    ) throws(Unsatisfiable) -> JSONValue {
        switch kind {
        case .null: .null
        case .boolean: .bool(random.happens(percent: 50))
        case .number: .number(try number(constraints))
        case .string: .string(try text(constraints))
        case .array: .array(try items(constraints, depth: depth))
        case .object: .object(try members(constraints, depth: depth))
        }
    }

    /// Returns a type for a value: usually one with constraints.
    private mutating func kind(for constraints: ValueConstraints, depth: Int) throws(Unsatisfiable)
        -> ValueType
    {
        let allowed = ValueType.allCases.filter(constraints.kinds.contains)
        let particular = allowed.filter(constraints.particularKinds.contains)
        if !particular.isEmpty, particular.count == allowed.count || random.happens(percent: 85) {
            guard let kind = random.element(of: particular) else { throw Unsatisfiable() }
            return kind
        }
        if style.isSimple,
            let kind = ([.string, .number, .object] as [ValueType]).first(where: allowed.contains),
            random.happens(percent: 70)
        {
            return kind
        }
        let flat = depth > 2 ? allowed.filter { $0 != .array && $0 != .object } : allowed
        guard let kind = random.element(of: flat.isEmpty ? allowed : flat) else { throw Unsatisfiable() }
        return kind
    }
}

extension ValueConstraints {
    /// Returns whether a listed value fits the constraints of its type, as far as that is quickly decided.
    func takes(_ value: JSONValue) -> Bool {
        guard custom.allSatisfy({ $0.type != ValueType(of: value) || $0.isMet(value) }) else { return false }
        return switch value {
        case .number(let number): takes(number)
        case .string(let text): takes(text)
        case .array(let items): itemCounts.contains(items.count)
        case .object(let object):
            memberCounts.contains(object.count) && required.allSatisfy { object[$0.string] != nil }
                && forbidden.allSatisfy { object[$0.string] == nil }
        case .null, .bool: true
        }
    }
}
