import JSON

/// What is known of a value before a behaviour runs: its types, its possible values, and what it is made of.
///
/// Everything that is not known is taken to be possible, so that what is reported is a mistake in every run.
struct ValueShape: Sendable {
    /// What the value is made of.
    indirect enum Content: Sendable {
        /// Nothing is known.
        case unknown
        /// A value that fits the schemas at these locations.
        case schemas([SourceLocation])
        /// An object with exactly these members, where they are present.
        case object([(name: String, shape: ValueShape)])
        /// An array of such elements.
        case array(ValueShape)
    }

    /// The JSON types that it can have; an integer is a number.
    var types: Set<String>
    /// All values that it can have; `nil` where they are not known.
    var constants: [JSONValue]?
    /// Whether a run can leave it out.
    var isOptional: Bool
    /// What it is made of.
    var content: Content

    /// Creates a shape.
    init(
        types: Set<String> = SchemaTypes.all,
        constants: [JSONValue]? = nil,
        isOptional: Bool = false,
        _ content: Content = .unknown
    ) {
        self.types = types
        self.constants = constants
        self.isOptional = isOptional
        self.content = content
    }

    /// A value of which nothing is known.
    static let unknown = ValueShape()

    /// Creates the shape of a constant.
    init(constant: JSONValue) {
        let type = constant.typeName == "integer" ? "number" : constant.typeName
        switch constant {
        case .object(let object):
            let members = object.map { ($0.name, ValueShape(constant: $0.value)) }
            self.init(types: [type], .object(members))
        default:
            self.init(types: [type], constants: [constant])
        }
    }

    /// Returns the same shape, left out by some runs.
    var optional: ValueShape {
        var shape = self
        shape.isOptional = true
        return shape
    }

    /// Returns the same shape, present in every run.
    var present: ValueShape {
        var shape = self
        shape.isOptional = false
        return shape
    }

    /// Returns what a value is that has one shape or another.
    static func either(_ shapes: [ValueShape]) -> ValueShape {
        guard let first = shapes.first else { return .unknown }
        guard shapes.count > 1 else { return first }
        let constants =
            shapes.allSatisfy { $0.constants != nil } ? shapes.flatMap { $0.constants ?? [] } : nil
        return ValueShape(
            types: shapes.reduce(into: Set()) { $0.formUnion($1.types) },
            constants: constants,
            isOptional: shapes.contains(where: \.isOptional)
        )
    }

    /// The types in words: "a text", "a number or null".
    var typeText: String { Self.text(of: types) }

    /// Returns types in words.
    static func text(of types: Set<String>) -> String {
        guard types.count < SchemaTypes.all.count else { return "any value" }
        let words = types.sorted().map { type in
            switch type {
            case "null": "null"
            case "string": "a text"
            case "array", "object": "an \(type)"
            default: "a \(type)"
            }
        }
        return words.joined(separator: " or ")
    }
}
