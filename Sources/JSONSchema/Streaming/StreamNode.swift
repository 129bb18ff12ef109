/// One schema as a flat record: what the fused pass needs of it, without a reference to count.
struct StreamNode {
    /// A node that allows every value.
    static let any = 0
    /// A node that allows none.
    static let never = 1
    /// The number of the first node that is made of a schema.
    static let first = 2

    /// Consecutive entries of one of the program's lists.
    struct Part {
        var start: Int32 = 0
        var count: Int32 = 0

        @inline(__always) var isEmpty: Bool { count == 0 }
        @inline(__always) var range: Range<Int> { Int(start)..<Int(start &+ count) }
    }

    /// The keywords that apply schemas to the same value.
    struct Applicator {
        enum Kind { case anyOf, oneOf, not, condition }
        var kind: Kind
        /// The schemas; of a condition, all three, of which the last two may be ``StreamNode/any``.
        var schemas: Part
    }

    /// How a value is held against it.
    enum Way {
        /// It asks for nothing but what it says itself.
        case own
        /// Other schemas apply to the same value.
        case inPlace
        /// Parsed values are needed.
        case value
    }

    var types = TypeSet.all
    var way = Way.own
    /// Whether there is anything but those.
    var hasOwn = false
    var hasTextRules = false
    var hasNumberRules = false
    var hasChoice = false
    /// Whether even small integers are compared as exact numbers.
    var isExact = false

    // Numbers.
    var least = Int.min
    var greatest = Int.max
    /// What integers have to be a multiple of, if it is not 0.
    var divisor = 0
    var numberRules = Part()

    // Texts.
    var length = CountLimits()
    var automata = Part()
    var patterns = Part()
    var formats = Part()

    // Choice: bits for null, false and true, numbers, and a table of texts, if it is not negative.
    var literals: UInt8 = 0
    var numbers = Part()
    var texts: Int32 = -1

    // Items.
    var itemCount = CountLimits()
    var leadingItems = Part()
    var items = Int32(StreamNode.any)

    // Members.
    var memberCount = CountLimits()
    /// The table of names, if it is not negative, and the schemas of the members by its places.
    var names: Int32 = -1
    var members = Part()
    /// Whether a name that is known leads to its schema and to nothing else.
    var predictsNames = false
    var required: UInt64 = 0
    var otherMembers = Int32(StreamNode.any)
    var nameSchema = Int32(StreamNode.any)
    var patternMembers = Part()
    var dependents = Part()

    // The same value.
    var all = Part()
    var applicators = Part()
}

/// Members that are required where others are present, as bits of a table's places.
struct StreamDependents {
    var present: UInt64
    var required: UInt64
}

/// Members whose name matches a pattern.
struct StreamPatternMembers {
    /// The place among the program's patterns.
    var pattern: Int
    var schema: Int
}
