public import JSON

/// Produces instances of a schema: valid ones at random, valid ones at every edge, and ones that break one keyword.
///
/// Whatever is handed out has been validated, so that what is produced can be incomplete but never wrong.
///
/// ```swift
/// let generator = InstanceGenerator(schema, in: registry)
/// var random = SeededRandom(seed: 7)
/// let instance = generator.valid(using: &random)
/// for broken in generator.broken {
///     print(broken.keyword, broken.name)  // minLength /customer_id must be at least 1 character long, but is empty
/// }
/// ```
///
/// Algorithm: the schemas that apply to one value are collected in a ``ValueConstraints`` (choosing branches on the way); a
/// value is made of the constraints, its members and items in the same way; the whole is validated, and made again with other
/// choices where it does not hold. An ``GenerationGoal`` bends one keyword on the way, to reach an edge or to break it.
public struct InstanceGenerator: Sendable {
    /// The schema whose edges and keywords are in question.
    public let schema: Schema
    /// The further schema that valid instances have to satisfy.
    public let others: [Schema]
    private let resolver: SchemaResolver

    /// The number of attempts for an instance before the schema is abandoned.
    private static let mostAttempts = 150
    /// The number of attempts for one goal.
    private static let mostAttemptsAtGoal = 16
    /// The number of failed choices before a goal is abandoned: most goals that ever fail cannot be reached at all, and
    /// these cost more than all others together.
    private static let mostDeadEnds = 6

    /// Creates a generator.
    ///
    /// - Parameters:
    ///   - schema: The schema.
    ///   - others: More schemas that valid instances satisfy; broken ones need not.
    ///   - registry: What the schemas refer to.
    public init(_ schema: Schema, and others: [Schema] = [], in registry: SchemaRegistry) {
        self.schema = schema
        self.others = others
        resolver = SchemaResolver([schema] + others, registry)
    }

    /// A valid instance; `nil` where none was found.
    ///
    /// - Complexity: Bounded: a number of attempts, each of a limited number of values.
    public func valid(using random: inout SeededRandom) -> JSONValue? {
        for attempt in 0..<Self.mostAttempts {
            // The random constraints may be impossible; a plain instance often is possible.
            let style: InstanceStyle = attempt % 3 == 2 ? .plain : .random
            var builder = InstanceBuilder(resolver, random: random, style: style)
            let value = builder.instance(of: resolver.roots)
            random = builder.random
            if let value, isValid(value) { return value }
        }
        return nil
    }

    /// Returns a valid instance like a typical response: every declared member, a few items, nothing unusual; any valid one where
    /// that is not possible, and `nil` where none was found.
    ///
    /// - Complexity: As ``valid(using:)``.
    public func typical(using random: inout SeededRandom) -> JSONValue? {
        for _ in 0..<Self.mostAttemptsAtGoal {
            var builder = InstanceBuilder(resolver, random: random, style: .typical)
            let value = builder.instance(of: resolver.roots)
            random = builder.random
            if let value, isValid(value) { return value }
        }
        return valid(using: &random)
    }

    /// Valid instances that reach the schema's edges one at a time; the same ones every time.
    public var edges: [GeneratedInstance] {
        var walk = GoalCollector(resolver, purpose: .edges)
        var seen: Set<JSONValue> = []
        var instances: [GeneratedInstance] = []
        let base = GenerationGoal(name: "as little as possible", path: [], effect: .none)
        let full = GenerationGoal(name: "every optional member", path: [], effect: .none, optionals: .all)
        for goal in [base, full] + walk.goals(from: resolver.roots) {
            guard let value = value(for: goal, { isValid($0) && !seen.contains($0) }) else { continue }
            seen.insert(value)
            instances.append(
                GeneratedInstance(name: goal.name, value: value, location: JSONPointer(tokens: goal.instance))
            )
        }
        return instances
    }

    /// Instances that each break exactly one keyword of the schema; the same ones every time.
    ///
    /// When a keyword is broken, the applicators above it fail as a consequence; these do not count.
    public var broken: [BrokenInstance] {
        var walk = GoalCollector(resolver, purpose: .violations)
        var seen: Set<JSONValue> = []
        var instances: [BrokenInstance] = []
        for goal in walk.goals(from: Array(resolver.roots.prefix(1))) {
            var found: BrokenInstance?
            _ = value(for: goal) { value in
                guard !seen.contains(value) else { return false }
                found = brokenInstance(value, goal)
                return found != nil
            }
            guard let found else { continue }
            seen.insert(found.value)
            instances.append(found)
        }
        return instances
    }

    /// Whether an instance satisfies the schema and the others.
    public func isValid(_ instance: JSONValue) -> Bool {
        schema.isValid(instance) && others.allSatisfy { $0.isValid(instance) }
    }

    /// A value that was made for an goal and is right.
    private func value(for goal: GenerationGoal, _ isRight: (JSONValue) -> Bool) -> JSONValue? {
        var random = SeededRandom(seed: 0, stream: goal.name)
        let roots = goal.isViolation ? Array(resolver.roots.prefix(1)) : resolver.roots
        var deadEnds = 0
        for _ in 0..<Self.mostAttemptsAtGoal where deadEnds < Self.mostDeadEnds {
            let start = random
            var builder = InstanceBuilder(resolver, random: random, style: .plain, goal: goal)
            let value = builder.instance(of: roots)
            random = builder.random
            if let value, isRight(value) { return value }
            // Without a choice on the way the next attempt is the same.
            if random == start { break }
            if value == nil { deadEnds += 1 }
        }
        return nil
    }

    /// Returns the error of a value, if it breaks the keyword that a goal names and no other.
    private func brokenInstance(_ value: JSONValue, _ goal: GenerationGoal) -> BrokenInstance? {
        let errors = schema.errors(in: value)
        let target = goal.path + [goal.keyword]
        let others = errors.filter { error in
            let place = error.keywordLocation.tokens
            return !place.starts(with: target) && !target.starts(with: place)
        }
        guard others.isEmpty else { return nil }
        let within = errors.filter { $0.keywordLocation.tokens.starts(with: target) }
        // The keyword itself, or the only one below it that fails: `items` has no error of its own.
        let leaf =
            within.first { $0.keywordLocation.tokens == target } ?? (within.count == 1 ? within[0] : nil)
        guard let leaf else { return nil }
        return BrokenInstance(
            name: leaf.description,
            value: value,
            keyword: leaf.keyword,
            keywordLocation: leaf.keywordLocation,
            instanceLocation: leaf.instanceLocation
        )
    }
}
