import JSON

/// How an instance is made beyond what the schema asks.
enum InstanceStyle: Sendable {
    /// Short, simple, without what need not be there.
    case plain
    /// What an answer usually looks like: every declared member, a few items, nothing odd.
    case typical
    /// Anything that the schema takes.
    case random

    /// Whether the simplest value will do where nothing is asked.
    var isSimple: Bool { self != .random }
}

/// Thrown where the choices made so far leave no value.
struct NoSuchValue: Error {}

/// Makes one instance; nothing of it is validated here.
struct InstanceMaker {
    var resolver: SchemaResolver
    var random: SeededRandom
    let style: InstanceStyle
    let aim: Aim?
    /// What is left of the work that one instance may take.
    var budget = 4_000

    /// How deep values are made of values.
    private static let greatestDepth = 40

    init(_ resolver: SchemaResolver, random: SeededRandom, style: InstanceStyle, aim: Aim? = nil) {
        self.resolver = resolver
        self.random = random
        self.style = style
        self.aim = aim
    }

    /// An instance of schemas; `nil` where the choices led nowhere.
    mutating func instance(of places: [SchemaPlace]) -> JSONValue? {
        do throws(NoSuchValue) {
            return try value(of: places, depth: 0)
        } catch {
            return nil
        }
    }

    /// A value that is to satisfy schemas; other branches are tried where some leave no value.
    mutating func value(of places: [SchemaPlace], depth: Int) throws(NoSuchValue) -> JSONValue {
        guard depth < Self.greatestDepth else { throw NoSuchValue() }
        for _ in 0..<3 {
            try spend(1)
            do throws(NoSuchValue) {
                let demand = try demand(of: places)
                return try value(demand, depth: depth)
            } catch {
                continue
            }
        }
        throw NoSuchValue()
    }

    /// Uses up some of the work that one instance may take.
    mutating func spend(_ work: Int) throws(NoSuchValue) {
        guard budget >= work else { throw NoSuchValue() }
        budget -= work
    }

    /// Whether a schema lies on the way to what is aimed at.
    func isAimed(at path: [String]) -> Bool {
        guard let aim, !aim.path.isEmpty || aim.breaks else { return false }
        return aim.path.starts(with: path)
    }

    /// Whether what is aimed at lies below a keyword of a schema.
    func isAimed(below keyword: String, of place: SchemaPlace) -> Bool {
        isAimed(at: place.path + [keyword])
    }

    /// Whether a keyword of a schema is the one to be broken.
    func breaks(_ keyword: String, at place: SchemaPlace) -> Bool {
        guard let aim else { return false }
        return aim.keyword == keyword && aim.path == place.path
    }

    // MARK: One value

    private mutating func value(_ demand: Demand, depth: Int) throws(NoSuchValue) -> JSONValue {
        if let values = demand.values {
            let fitting = values.filter { value in
                demand.kinds.contains(ValueKind(of: value)) && !demand.excluded.contains(value)
                    && demand.takes(value)
            }
            guard let value = style == .plain ? fitting.first : random.element(of: fitting) else {
                throw NoSuchValue()
            }
            return value
        }
        for _ in 0..<8 {
            try spend(1)
            let value = try value(of: kind(for: demand, depth: depth), demand, depth: depth)
            if !demand.excluded.contains(value) { return value }
        }
        throw NoSuchValue()
    }

    private mutating func value(
        of kind: ValueKind,
        _ demand: Demand,
        depth: Int
    ) throws(NoSuchValue) -> JSONValue {
        switch kind {
        case .null: .null
        case .boolean: .bool(random.happens(percent: 50))
        case .number: .number(try number(demand))
        case .string: .string(try text(demand))
        case .array: .array(try items(demand, depth: depth))
        case .object: .object(try members(demand, depth: depth))
        }
    }

    /// A type to make a value of: mostly one of which something is asked.
    private mutating func kind(for demand: Demand, depth: Int) throws(NoSuchValue) -> ValueKind {
        let allowed = ValueKind.allCases.filter(demand.kinds.contains)
        let particular = allowed.filter(demand.particularKinds.contains)
        if !particular.isEmpty, particular.count == allowed.count || random.happens(percent: 85) {
            guard let kind = random.element(of: particular) else { throw NoSuchValue() }
            return kind
        }
        if style.isSimple,
            let kind = ([.string, .number, .object] as [ValueKind]).first(where: allowed.contains),
            random.happens(percent: 70)
        {
            return kind
        }
        let flat = depth > 2 ? allowed.filter { $0 != .array && $0 != .object } : allowed
        guard let kind = random.element(of: flat.isEmpty ? allowed : flat) else { throw NoSuchValue() }
        return kind
    }
}

extension Demand {
    /// Whether a listed value fits what is asked of its type, as far as that is quickly said.
    func takes(_ value: JSONValue) -> Bool {
        switch value {
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
