public import JSON
public import JSONSchema

/// The annotations of one value, by their place in it.
///
/// The index is a result of validation: JSON Schema collects annotations during evaluation (core, section 7.7), so
/// references, combinations and conditions are followed exactly as validation follows them.
public struct AnnotationIndex: Sendable {
    /// The annotation keyword.
    static let keyword = "understudy"

    /// A place and the annotation of the value there.
    public struct Entry: Sendable, Hashable {
        /// The place in the value.
        public var pointer: JSONPointer
        /// The annotation.
        public var annotation: ValueAnnotation
    }

    /// The annotated places in the order of evaluation, without duplicates.
    public private(set) var entries: [Entry] = []
    private var places: [JSONPointer: Int] = [:]

    /// Creates an empty index.
    public init() {}

    /// Creates the index of a value; empty when the value is invalid.
    /// - Complexity: O(*n*) in the time that validation takes.
    public init(of value: JSONValue, by schema: Schema) {
        self.init(schema.validate(value))
    }

    /// Creates an index of a validation's annotations.
    public init(_ output: SchemaOutput) {
        guard output.valid else { return }
        for unit in output.annotations where unit.keyword == Self.keyword {
            guard let value = unit.annotation else { continue }
            add(ValueAnnotation(value), at: unit.instanceLocation)
        }
    }

    /// Returns the annotation of the value at a place; `nil` when there is none.
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
