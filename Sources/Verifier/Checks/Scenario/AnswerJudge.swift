import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda

/// Judges one answer by what a step expects, and takes the step's captures from it.
struct AnswerJudge {
    /// A rule that the answer breaks.
    struct Problem: Sendable {
        let rule: Rule
        let summary: String
        let details: [String]
        let exchange: Int
    }

    /// What is wrong, in the step's order.
    private(set) var problems: [Problem] = []
    /// What was captured.
    private(set) var captured: Variables = [:]
    /// Whether a record that is missing may stand behind the end of a list.
    private(set) var isInconclusive = false

    private let answer: RecordedExchange
    private let body: JSONValue?
    private let mayBeHidden: Bool
    private let action: Action
    private var variables: Variables
    private let contract: Contract

    /// Prepares to judge.
    ///
    /// - Parameters:
    ///   - answer: The answer, or several of them joined.
    ///   - action: Its action.
    ///   - variables: The values of the scenario's variables.
    ///   - contract: The contract.
    init(_ answer: StepAnswer, _ action: Action, _ variables: Variables, _ contract: Contract) {
        self.answer = answer.exchange
        body = answer.body
        mayBeHidden = answer.mayHideRecords
        self.action = action
        self.variables = variables
        self.contract = contract
    }

    /// Judges the answer.
    ///
    /// - Throws: ``AttemptEnd/error(_:)`` when the contract itself is of no use, such as a variable without a value.
    mutating func judge(_ step: Step) throws(AttemptEnd) {
        judgeSuccess(step)
        for expectation in step.expectations {
            guard let rule = contract.rule(expectation.rule) else {
                throw .error("a step of \(step.action) names an unknown rule '\(expectation.rule)'")
            }
            try judge(expectation, rule)
        }
        for capture in step.captures { try take(capture, step) }
    }

    /// Without a status among its MUSTs, a step is a valid request, which is answered with a success; a status that a
    /// SHOULD names is as right.
    private mutating func judgeSuccess(_ step: Step) {
        let statuses = step.expectations.filter { $0.status != nil }
        guard !statuses.contains(where: { contract.rule($0.rule)?.level == .must }) else { return }
        let status = answer.response.status
        guard !action.succeeds(with: status),
            !statuses.contains(where: { $0.status?.matches(status) == true })
        else { return }
        for rule in contract.rules(for: .successStatus, of: action) {
            add(
                rule,
                "answered \(status) instead of \(action.successWords)",
                ["expected: status \(action.successWords)", "seen: \(answer.answerSummary)"]
            )
        }
    }

    private mutating func judge(_ expectation: Expectation, _ rule: Rule) throws(AttemptEnd) {
        if let status = expectation.status, !status.matches(answer.response.status) {
            add(
                rule,
                "answered \(answer.response.status) instead of \(status)",
                ["expected: status \(status)", "seen: \(answer.answerSummary)"]
            )
            return
        }
        for header in expectation.headers {
            let schema = try schema(header.schema)
            let value = answer.response.headers[header.name]
            if let value, schema.isValid(.string(value)) { continue }
            add(
                rule,
                "the header \(header.name) is not as expected",
                [
                    "expected: \(header.schema.source.source.shown)",
                    "seen: \(value.map { "'\($0)'" } ?? "no such header")",
                ]
            )
        }
        let body = body ?? .null
        try judge(
            body,
            at: JSONPointer(),
            expectation.values,
            expectation.prefixes,
            expectation.absent,
            expectation.schema,
            rule
        )
        for size in expectation.counts {
            let count = body[size.pointer]?.arrayValue?.count
            if let count, size.count.isMet(by: count) { continue }
            add(
                rule,
                "the list at '\(size.pointer)' does not have \(size.count) elements",
                [
                    "expected: \(size.count)",
                    "seen: \(count.map(String.init) ?? "no list"); \(answer.answerSummary)",
                ]
            )
        }
        for record in expectation.records { try judge(record, body, rule) }
    }

    /// Judges a value by exact values in it, places that are empty, and a schema.
    private mutating func judge(
        _ value: JSONValue,
        at place: JSONPointer,
        _ values: [ExpectedValue],
        _ prefixes: [ExpectedValue],
        _ absent: [JSONPointer],
        _ schema: TemplateSchema?,
        _ rule: Rule
    ) throws(AttemptEnd) {
        for expected in values {
            let wanted = try resolved(expected.value)
            let seen = value[expected.pointer]
            guard seen != wanted else { continue }
            let text = seen?.shown ?? "nothing"
            add(
                rule,
                "at '\(place)\(expected.pointer)' stands \(text.prefix(80)) instead of \(wanted.shown.prefix(80))",
                ["at '\(place)\(expected.pointer)': expected \(wanted.shown), seen \(text)"]
            )
        }
        for expected in prefixes {
            let wanted = try resolved(expected.value)
            let seen = value[expected.pointer]
            if let text = seen?.stringValue, !text.isEmpty,
                wanted.stringValue?.utf8.starts(with: text.utf8) == true
            {
                continue
            }
            let text = seen?.shown ?? "nothing"
            add(
                rule,
                "at '\(place)\(expected.pointer)' stands no beginning of \(wanted.shown.prefix(80))",
                ["at '\(place)\(expected.pointer)': expected a prefix of \(wanted.shown), seen \(text)"]
            )
        }
        for pointer in absent {
            guard let seen = value[pointer] else { continue }
            add(
                rule,
                "at '\(place)\(pointer)' stands something that should not be there",
                ["at '\(place)\(pointer)': expected nothing, seen \(seen.shown)"]
            )
        }
        guard let schema else { return }
        let errors = try self.schema(schema).relevantErrors(in: value)
        guard let first = errors.first else { return }
        let violation = Violation(
            rule: rule,
            summary:
                "the answer is not as expected: at '\(place)\(first.instanceLocation)' \(first.message)",
            deviations: errors.map { Deviation($0, in: value, at: place) }
        )
        add(rule, violation.summary, violation.lines)
    }

    private mutating func judge(_ record: RecordExpectation, _ body: JSONValue, _ rule: Rule)
        throws(AttemptEnd)
    {
        var wanted: [(JSONPointer, JSONValue)] = []
        for condition in record.conditions {
            wanted.append((condition.pointer, try resolved(condition.value)))
        }
        let conditions = wanted.map { "\($0.0) \($0.1.shown)" }.joined(separator: ", ")
        guard let elements = body[record.list]?.arrayValue else {
            add(rule, "there is no list at '\(record.list)'", ["seen: \(answer.answerSummary)"])
            return
        }
        let found = elements.indices.filter { index in
            wanted.allSatisfy { elements[index][$0.0] == $0.1 }
        }
        guard record.count.isMet(by: found.count) else {
            if found.count < record.count.minimum, mayBeHidden {
                isInconclusive = true
                return
            }
            add(
                rule,
                "\(found.count) records at '\(record.list)' have \(conditions), instead of \(record.count)",
                [
                    "expected: \(record.count) records with \(conditions)",
                    "seen: \(found.count) among \(elements.count)",
                ]
                    + found.prefix(3).map { "at '\(record.list.appending($0))': \(elements[$0].shown)" }
            )
            return
        }
        for index in found {
            let place = record.list.appending(index)
            try judge(
                elements[index],
                at: place,
                record.values,
                record.prefixes,
                record.absent,
                record.schema,
                rule
            )
        }
        guard let first = found.first else { return }
        for capture in record.captures {
            guard case .body(let pointer) = capture.source, let value = elements[first][pointer] else {
                continue
            }
            keep(value, as: capture.variable)
        }
    }

    private mutating func take(_ capture: Capture, _ step: Step) throws(AttemptEnd) {
        switch capture.source {
        case .body(let pointer):
            if let value = body?[pointer] { return keep(value, as: capture.variable) }
            missing("'\(pointer)'")
        case .header(let name):
            if let value = answer.response.headers[name] {
                return keep(.string(value), as: capture.variable)
            }
            missing("the header \(name)")
        }
    }

    /// A capture that cannot be made is a broken shape, unless something else is wrong already.
    private mutating func missing(_ place: String) {
        guard !problems.contains(where: { $0.rule.level == .must }) else { return }
        let rule =
            action.responses[answer.response.status]?.rule.flatMap(contract.rule)
            ?? contract.rules(for: .successShape, of: nil).first
        guard let rule else { return }
        add(rule, "there is nothing at \(place)", ["seen: \(answer.answerSummary)"])
    }

    private mutating func keep(_ value: JSONValue, as variable: String) {
        captured[ExactString(variable)] = value
        variables[ExactString(variable)] = value
    }

    private mutating func add(_ rule: Rule, _ summary: String, _ details: [String]) {
        problems.append(Problem(rule: rule, summary: summary, details: details, exchange: answer.number))
    }

    private func resolved(_ template: Template) throws(AttemptEnd) -> JSONValue {
        do throws(TemplateError) {
            return try template.resolved(with: variables)
        } catch {
            throw .error("a step of \(action.name): \(error)")
        }
    }

    private func schema(_ template: TemplateSchema) throws(AttemptEnd) -> Schema {
        do throws(TemplateSchemaError) {
            return try template.schema(with: variables, in: contract.registry)
        } catch {
            throw .error("a step of \(action.name): \(error)")
        }
    }
}
