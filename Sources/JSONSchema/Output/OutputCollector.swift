import JSON

/// Gathers errors and annotations, and knows the way to the place where evaluation is.
struct OutputCollector {
    /// How much had been collected at some moment.
    struct Marks {
        fileprivate var errors = 0
        fileprivate var annotations = 0
    }

    private(set) var errors: [SchemaOutputUnit] = []
    private(set) var annotations: [SchemaOutputUnit] = []
    /// The way into the instance.
    var instancePath: [String] = []
    /// The way through the schemas, references included.
    var keywordPath: [String] = []

    /// How much has been collected.
    var marks: Marks { Marks(errors: errors.count, annotations: annotations.count) }

    /// Adds an error of a keyword of a schema.
    mutating func report(_ message: String, keyword: String, in location: SchemaLocation) {
        errors.append(
            SchemaOutputUnit(
                instanceLocation: JSONPointer(tokens: instancePath),
                keywordLocation: JSONPointer(tokens: keywordPath + [keyword]),
                absoluteKeywordLocation: location.appending(keyword).text,
                keyword: keyword,
                message: message
            )
        )
    }

    /// Adds the error of a schema that is `false`, reported under the keyword that holds it.
    mutating func refuse(_ message: String, keyword: String, at location: SchemaLocation) {
        errors.append(
            SchemaOutputUnit(
                instanceLocation: JSONPointer(tokens: instancePath),
                keywordLocation: JSONPointer(tokens: keywordPath),
                absoluteKeywordLocation: location.text,
                keyword: keyword,
                message: message
            )
        )
    }

    /// Adds an annotation of a keyword.
    mutating func annotate(_ value: JSONValue, keyword: String, in location: SchemaLocation) {
        annotations.append(
            SchemaOutputUnit(
                instanceLocation: JSONPointer(tokens: instancePath),
                keywordLocation: JSONPointer(tokens: keywordPath + [keyword]),
                absoluteKeywordLocation: location.appending(keyword).text,
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

    mutating func moveLastError(to marks: Marks) {
        guard let last = errors.popLast() else { return }
        errors.insert(last, at: min(marks.errors, errors.count))
    }

    mutating func rewordErrors(since marks: Marks, _ reword: (String) -> String) {
        for place in marks.errors..<errors.count {
            errors[place].message = reword(errors[place].message)
        }
    }
}
