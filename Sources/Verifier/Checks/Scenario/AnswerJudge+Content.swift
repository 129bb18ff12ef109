import Conformance
import Contracts
import JSON
import JSONSchema

/// What is expected of a body, or of one record in it: exact values, prefixes, places without a value, a schema.
struct ExpectedContent {
    let values: [ExpectedValue]
    let prefixes: [ExpectedValue]
    let absent: [JSONPointer]
    let schema: TemplateSchema?

    /// What an expectation says of the whole body.
    init(_ expectation: Expectation) {
        values = expectation.values
        prefixes = expectation.prefixes
        absent = expectation.absent
        schema = expectation.schema
    }

    /// What an expectation says of a record.
    init(_ record: RecordExpectation) {
        values = record.values
        prefixes = record.prefixes
        absent = record.absent
        schema = record.schema
    }
}

extension AnswerJudge {
    /// Where a value is: in which record, by the name under which it is known again, and at which place of the body.
    struct Place {
        let record: ExactString
        let pointer: JSONPointer
    }

    /// Compares a value with what is expected of it.
    ///
    /// - Throws: ``AttemptEnd/error(_:)`` when the contract itself is unusable, such as a variable without a value.
    mutating func judge(
        _ value: JSONValue,
        by content: ExpectedContent,
        at place: Place,
        _ rule: Rule
    ) throws(AttemptEnd) {
        for expected in content.values { try judge(expected, in: value, at: place, rule) }
        for expected in content.prefixes { try judge(prefix: expected, in: value, at: place, rule) }
        for pointer in content.absent { judge(absent: pointer, in: value, at: place, rule) }
        if let schema = content.schema { try judge(value, by: schema, at: place, rule) }
    }

    private mutating func judge(
        _ expected: ExpectedValue,
        in value: JSONValue,
        at place: Place,
        _ rule: Rule
    ) throws(AttemptEnd) {
        let wanted = try resolved(expected.value)
        let seen = value[expected.pointer]
        let since = compared.note(
            ComparedPlaces.Record(action: action.name, record: place.record),
            ComparedPlaces.Comparand(member: expected.pointer, expected: wanted, seen: seen),
            at: answer.number
        )
        guard seen != wanted else { return }
        let pointer = place.pointer.appending(contentsOf: expected.pointer)
        var deviation = Deviation.value(at: pointer, Evidence(wanted), seen)
        deviation.since = since.map(actionsAfter)
        let text = seen?.shown ?? "nothing"
        let scalars = wanted.stringValue.flatMap { wanted in
            seen?.stringValue?.difference(fromLookAlike: wanted).map { ": \($0) instead of \($1)" }
        }
        add(
            rule,
            "at '\(pointer)' is \(text.prefix(80)) instead of \(wanted.shown.prefix(80))" + (scalars ?? ""),
            [deviation]
        )
    }

    private mutating func judge(
        prefix expected: ExpectedValue,
        in value: JSONValue,
        at place: Place,
        _ rule: Rule
    ) throws(AttemptEnd) {
        let wanted = try resolved(expected.value)
        let seen = value[expected.pointer]
        if let text = seen?.stringValue, !text.isEmpty,
            wanted.stringValue?.utf8.starts(with: text.utf8) == true
        {
            return
        }
        let pointer = place.pointer.appending(contentsOf: expected.pointer)
        let evidence = Evidence(text: "a prefix of \(wanted.shown)", value: Evidence(wanted).value)
        add(
            rule,
            "at '\(pointer)' is no prefix of \(wanted.shown.prefix(80))",
            [.value(at: pointer, evidence, seen)]
        )
    }

    private mutating func judge(
        absent member: JSONPointer,
        in value: JSONValue,
        at place: Place,
        _ rule: Rule
    ) {
        guard let seen = value[member] else { return }
        let pointer = place.pointer.appending(contentsOf: member)
        add(
            rule,
            "at '\(pointer)' is a value that should not be there",
            [Deviation(.extra, at: .body(pointer), expected: "nothing", seen: Evidence(seen))]
        )
    }

    private mutating func judge(
        _ value: JSONValue,
        by schema: TemplateSchema,
        at place: Place,
        _ rule: Rule
    ) throws(AttemptEnd) {
        let errors = try self.schema(schema).relevantErrors(in: value)
        guard let first = errors.first else { return }
        add(
            rule,
            "the answer is not as expected: at '\(place.pointer)\(first.instanceLocation)' \(first.message)",
            errors.map { Deviation($0, in: value, at: place.pointer) }
        )
    }
}
