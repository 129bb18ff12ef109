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

    /// Creates the index of a value of whose lists only the first element is looked at: that is enough for whatever is not in a list, and
    /// for the form of the records; empty when the value is invalid.
    ///
    /// - Complexity: O(*n*) in the time that validation takes of what remains.
    public init(ofFirstElementsIn value: JSONValue, by schema: Schema) {
        let output = schema.validate(value.withFirstElements)
        // A list may have to be longer than one element.
        self.init(output.valid ? output : schema.validate(value))
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

extension JSONValue {
    /// The value with at most one element in each list.
    ///
    /// - Complexity: O(*n*) in the number of remaining values.
    fileprivate var withFirstElements: JSONValue {
        switch self {
        case .array(let elements): .array(elements.prefix(1).map(\.withFirstElements))
        case .object(let object):
            .object(JSONObject(object.map { JSONMember(name: $0.name, value: $0.value.withFirstElements) }))
        default: self
        }
    }
}
