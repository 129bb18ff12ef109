import JSON

/// The constraints that the schemas at hand put on one value, once branches are chosen.
struct ValueConstraints {
    /// A constraint of a keyword for which there is no member here.
    struct Custom: Sendable {
        /// The type of the values that it is about.
        var type: ValueType
        /// Whether a value meets it.
        var isMet: @Sendable (JSONValue) -> Bool
        /// Returns a value next to one that does not meet it, which may.
        var repair: @Sendable (JSONValue, inout SeededRandom) -> JSONValue
    }

    /// An end of a range of numbers.
    struct Bound {
        var value: JSONNumber
        var isExclusive: Bool
    }

    /// The constraints of one schema on an array's items.
    struct ItemRule {
        var first: [SchemaPlace] = []
        var rest: SchemaPlace?
    }

    /// Items of which there are so many.
    struct Contained {
        var place: SchemaPlace
        var minimum: Int
        var maximum: Int?
    }

    /// The constraints of one schema on an object's members.
    struct MemberRule {
        var named: [ExactString: SchemaPlace] = [:]
        var patterns: [(pattern: Pattern, place: SchemaPlace)] = []
        var additional: SchemaPlace?
    }

    /// The schemas that apply to the same value and are still to be taken, the next one last.
    var pending: [SchemaPlace] = []

    // MARK: Any value

    var kinds = Set(ValueType.allCases)
    var values: [JSONValue]?
    var excluded: [JSONValue] = []
    var custom: [Custom] = []

    // MARK: Numbers

    var isInteger = false
    var isFraction = false
    var lower: Bound?
    var upper: Bound?
    var divisors: [JSONNumber] = []
    var nonDivisors: [JSONNumber] = []

    // MARK: Strings

    var lengths = Limits()
    var patterns: [String] = []
    var nonPatterns: [String] = []
    var formats: [String] = []
    var nonFormats: [String] = []
    var script: TextScript?

    // MARK: Arrays

    var itemCounts = Limits()
    var isUnique = false
    var hasEqualItems = false
    var itemRules: [ItemRule] = []
    var contained: [Contained] = []
    /// The further constraints on particular items.
    var pinnedItems: [Int: [SchemaPlace]] = [:]
    var unevaluatedItems: [SchemaPlace] = []

    // MARK: Objects

    var memberCounts = Limits()
    var required: [ExactString] = []
    var forbidden: Set<ExactString> = []
    /// The declared names, in the order in which they are written.
    var known: [ExactString] = []
    var memberRules: [MemberRule] = []
    var nameRules: [SchemaPlace] = []
    /// The further constraints on particular members.
    var pinnedMembers: [ExactString: [SchemaPlace]] = [:]
    /// Members of fresh names, and what they have to be.
    var freshMembers: [SchemaPlace] = []
    /// Members whose names satisfy a schema.
    var oddNames: [SchemaPlace] = []
    var dependencies: [(name: ExactString, others: [ExactString])] = []
    var unevaluatedMembers: [SchemaPlace] = []

    /// Restricts the types.
    mutating func restrict(to kind: ValueType) {
        kinds.formIntersection([kind])
    }

    /// Adds a constraint for which there is no member here; where it is to be violated, only values of its type will do.
    mutating func add(_ constraint: Custom, isViolated: Bool = false) {
        guard isViolated else { return custom.append(constraint) }
        restrict(to: constraint.type)
        custom.append(
            Custom(type: constraint.type, isMet: { !constraint.isMet($0) }, repair: constraint.repair)
        )
    }

    /// Requires a member.
    mutating func require(_ name: String) {
        let name = ExactString(name)
        if !required.contains(name) { required.append(name) }
    }

    /// Requires a minimum; the stricter one of two counts.
    mutating func raise(to value: JSONNumber, isExclusive: Bool) {
        if let lower, lower.value > value || (lower.value == value && lower.isExclusive) { return }
        lower = Bound(value: value, isExclusive: isExclusive)
    }

    /// Requires a maximum; the stricter one of two counts.
    mutating func lower(to value: JSONNumber, isExclusive: Bool) {
        if let upper, upper.value < value || (upper.value == value && upper.isExclusive) { return }
        upper = Bound(value: value, isExclusive: isExclusive)
    }

    /// Requires one of some values; for two such lists, one in both.
    mutating func restrict(to choice: [JSONValue]) {
        values = values.map { $0.filter(choice.contains) } ?? choice
    }

    /// The types with constraints of their own.
    var particularKinds: Set<ValueType> {
        var particular: Set<ValueType> = []
        if isInteger || isFraction || lower != nil || upper != nil || !divisors.isEmpty
            || !nonDivisors.isEmpty
        {
            particular.insert(.number)
        }
        if lengths != Limits() || !patterns.isEmpty || !nonPatterns.isEmpty || !formats.isEmpty
            || !nonFormats.isEmpty || script != nil
        {
            particular.insert(.string)
        }
        if itemCounts != Limits() || isUnique || hasEqualItems || !itemRules.isEmpty || !contained.isEmpty
            || !pinnedItems.isEmpty || !unevaluatedItems.isEmpty
        {
            particular.insert(.array)
        }
        if memberCounts != Limits() || !required.isEmpty || !memberRules.isEmpty || !nameRules.isEmpty
            || !pinnedMembers.isEmpty || !freshMembers.isEmpty || !oddNames.isEmpty || !dependencies.isEmpty
            || !unevaluatedMembers.isEmpty || !forbidden.isEmpty
        {
            particular.insert(.object)
        }
        particular.formUnion(custom.map(\.type))
        return particular.intersection(kinds)
    }
}

/// The bounds of the number of elements.
struct Limits: Equatable {
    var minimum = 0
    var maximum: Int?

    /// Requires a minimum.
    mutating func atLeast(_ count: Int) {
        minimum = max(minimum, count)
    }

    /// Requires a maximum.
    mutating func atMost(_ count: Int) {
        maximum = min(maximum ?? count, count)
    }

    /// Requires an exact number.
    mutating func exactly(_ count: Int) {
        atLeast(count)
        atMost(count)
    }

    /// Whether no number fits.
    var isEmpty: Bool { maximum.map { $0 < minimum } ?? false }

    /// Whether a number fits.
    func contains(_ count: Int) -> Bool {
        count >= minimum && maximum.map { count <= $0 } ?? true
    }
}
