import JSON

/// What the keywords of one schema ask for, in the form that ``StreamProgram`` is made of.
///
/// Each keyword adds its own part. One that needs values as a whole, or that another engine has to decide for some other reason,
/// leaves the schema to ``Evaluation``.
struct StreamConstraints {
    /// Whether the schema is evaluated on parsed values.
    private(set) var needsValue = false
    var types = TypeSet.all
    var numberRules: [NumberRule] = []
    var length = CountLimits()
    var patterns: [Pattern] = []
    var formats: [ByteCheck] = []
    /// The values of `enum` or `const`.
    private(set) var choice: [JSONValue]?
    var itemCount = CountLimits()
    var leadingItems: [Subschema] = []
    /// The schema of the items from a place on.
    private(set) var items: (schema: Subschema, from: Int)?
    var memberCount = CountLimits()
    var members: [(name: String, schema: Subschema)] = []
    var patternMembers: [(pattern: Pattern, schema: Subschema)] = []
    var otherMembers: Subschema?
    var names: Subschema?
    var required: [String] = []
    var dependents: [(name: String, required: [String])] = []
    /// Schemas that must hold for the same value.
    var all: [Subschema] = []
    var applicators: [Applicator] = []

    /// A keyword that applies schemas to the same value and does not need all of them to hold.
    enum Applicator {
        case anyOf([Subschema])
        case oneOf([Subschema])
        case not(Subschema)
        case condition(Subschema, then: Subschema?, otherwise: Subschema?)
    }

    /// Leaves the schema to the engine that evaluates parsed values.
    mutating func leaveToValues() {
        needsValue = true
    }

    /// Allows only some values.
    mutating func allow(_ values: [JSONValue]) {
        let areScalars = values.allSatisfy {
            switch $0 {
            case .array, .object: false
            case .null, .bool, .number, .string: true
            }
        }
        guard areScalars, choice == nil else { return leaveToValues() }
        choice = values
    }

    /// Applies a schema to the items from a place on.
    mutating func apply(_ schema: Subschema, toItemsFrom place: Int) {
        guard items == nil else { return leaveToValues() }
        items = (schema, place)
    }

    /// Whether the schema asks for anything besides applying others to the same value.
    var hasOwn: Bool {
        types != .all || hasTextRules || !numberRules.isEmpty || choice != nil || itemCount != CountLimits()
            || !leadingItems.isEmpty || items != nil || hasMemberRules
    }

    /// Whether it asks for anything of texts but their type.
    var hasTextRules: Bool {
        length != CountLimits() || !patterns.isEmpty || !formats.isEmpty || choice != nil
    }

    private var hasMemberRules: Bool {
        memberCount != CountLimits() || !members.isEmpty || !patternMembers.isEmpty || otherMembers != nil
            || names != nil || !required.isEmpty || !dependents.isEmpty
    }

    /// The names that the schema speaks of, each once: those of members first.
    var knownNames: [String] {
        var known: Set<ExactString> = []
        let dependentNames = dependents.flatMap { [$0.name] + $0.required }
        return (members.map(\.name) + required + dependentNames).filter {
            known.insert(ExactString($0)).inserted
        }
    }
}

/// The least and the greatest of a number of things.
struct CountLimits: Equatable {
    var least = 0
    var greatest = Int.max

    @inline(__always)
    func allow(_ count: Int) -> Bool { count >= least && count <= greatest }
}

/// A check of a text, by its UTF-8 bytes.
///
/// A structure, because a list of bare closures would wrap each of them.
struct ByteCheck: Sendable {
    let holds: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
}

/// What a keyword asks of numbers.
enum NumberRule {
    case least(JSONNumber)
    case greatest(JSONNumber)
    case above(JSONNumber)
    case below(JSONNumber)
    case multiple(of: JSONNumber)

    func allows(_ number: JSONNumber) -> Bool {
        switch self {
        case .least(let limit): number >= limit
        case .greatest(let limit): number <= limit
        case .above(let limit): number > limit
        case .below(let limit): number < limit
        case .multiple(let divisor): number.isMultiple(of: divisor)
        }
    }
}
