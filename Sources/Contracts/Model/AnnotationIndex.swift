public import JSON
public import JSONSchema

/// The annotations of one value, by their place in it.
///
/// Made by validating the value: JSON Schema collects annotations on its way (core, section 7.7), so references,
/// combinations and conditions are followed exactly as validation follows them.
public struct AnnotationIndex: Sendable {
    /// The keyword of JSON Schema that is ours.
    static let keyword = "understudy"

    /// A place and what is known of the value there.
    public struct Entry: Sendable, Hashable {
        /// The place in the value.
        public var pointer: JSONPointer
        /// What is known of it.
        public var annotation: ValueAnnotation
    }

    /// The annotated places in the order in which validation met them, each once.
    public private(set) var entries: [Entry] = []
    private var places: [JSONPointer: Int] = [:]

    /// Makes an index without entries.
    public init() {}

    /// Makes the index of a value; without entries when the value is not valid.
    /// - Complexity: O(*n*) in the time that validation takes.
    public init(of value: JSONValue, by schema: Schema) {
        self.init(schema.validate(value))
    }

    /// Makes an index of what a validation has found.
    public init(_ output: SchemaOutput) {
        guard output.valid else { return }
        for unit in output.annotations where unit.keyword == Self.keyword {
            guard let value = unit.annotation else { continue }
            add(ValueAnnotation(value), at: unit.instanceLocation)
        }
    }

    /// What is known of the value at a place; `nil` when nothing is.
    public subscript(pointer: JSONPointer) -> ValueAnnotation? {
        places[pointer].map { entries[$0].annotation }
    }

    private mutating func add(_ annotation: ValueAnnotation, at pointer: JSONPointer) {
        if let place = places[pointer] {
            entries[place].annotation = entries[place].annotation.merged(with: annotation)
        } else {
            places[pointer] = entries.count
            entries.append(Entry(pointer: pointer, annotation: annotation))
        }
    }
}
