import JSON

/// Gathers errors or annotations, and knows the way to the place where evaluation is.
struct OutputCollector {
    /// The collected output: a valid instance has no errors, and an invalid one no annotations.
    enum Kind {
        case errors
        case annotations
    }

    /// The size of the output at some point.
    struct Marks {
        fileprivate var errors = 0
        fileprivate var annotations = 0
    }

    /// The maximum number of errors, since a hostile instance can have very many.
    static let greatestErrorCount = 1_000

    let kind: Kind
    private(set) var errors: [SchemaOutputUnit] = []
    private(set) var annotations: [SchemaOutputUnit] = []
    /// The way into the instance.
    var instancePath: [String] = []
    /// The way through the schemas, references included.
    var keywordPath: [String] = []

    init(kind: Kind) {
        self.kind = kind
    }

    /// The size of the output.
    var marks: Marks { Marks(errors: errors.count, annotations: annotations.count) }

    /// Adds an error of a keyword of a schema, last or before those collected since a mark.
    mutating func report(
        _ message: String,
        keyword: String,
        expected: JSONValue? = nil,
        in location: SchemaLocation,
        before marks: Marks?
    ) {
        let place = marks?.errors ?? errors.count
        if errors.count == Self.greatestErrorCount, place < errors.count { errors.removeLast() }
        guard errors.count < Self.greatestErrorCount else { return }
        let unit = SchemaOutputUnit(
            instanceLocation: JSONPointer(tokens: instancePath),
            keywordLocation: JSONPointer(tokens: keywordPath + [keyword]),
            address: location.appending(keyword),
            keyword: keyword,
            message: message,
            expected: expected
        )
        errors.insert(unit, at: place)
    }

    /// Adds the error of a schema that is `false`, reported under the keyword that holds it.
    mutating func refuse(_ message: @autoclosure () -> String, keyword: String, at location: SchemaLocation) {
        guard kind == .errors, errors.count < Self.greatestErrorCount else { return }
        errors.append(
            SchemaOutputUnit(
                instanceLocation: JSONPointer(tokens: instancePath),
                keywordLocation: JSONPointer(tokens: keywordPath),
                address: location,
                keyword: keyword,
                message: message()
            )
        )
    }

    /// Adds an annotation of a keyword.
    mutating func annotate(_ value: JSONValue, keyword: String, in location: SchemaLocation) {
        annotations.append(
            SchemaOutputUnit(
                instanceLocation: JSONPointer(tokens: instancePath),
                keywordLocation: JSONPointer(tokens: keywordPath + [keyword]),
                address: location.appending(keyword),
                keyword: keyword,
                message: "",
                annotation: value
            )
        )
    }

    mutating func dropErrors(since marks: Marks) {
        errors.removeLast(errors.count - marks.errors)
    }

    mutating func dropAnnotations(since marks: Marks) {
        annotations.removeLast(annotations.count - marks.annotations)
    }

    mutating func rewordErrors(since marks: Marks, _ reword: (String) -> String) {
        for place in marks.errors..<errors.count {
            errors[place].message = reword(errors[place].message)
        }
    }
}
