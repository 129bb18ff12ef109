import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda

/// Compares a response with the expectations of a step, and captures the step's variables.
struct AnswerJudge {
    /// The violations, in the step's order.
    private(set) var findings: [Finding] = []
    /// The captured variables.
    private(set) var captured: Variables = [:]
    /// What the attempt has compared, with the values of this response.
    var compared: ComparedPlaces
    /// Whether a missing record may be beyond the end of a list.
    private(set) var isInconclusive = false

    let answer: RecordedExchange
    private let body: JSONValue?
    private let mayBeHidden: Bool
    let action: Action
    private var variables: Variables
    private let sources: [ExactString: Int]
    /// The exchanges that the values of the current expectation come from.
    private var comparedWith: Set<Int> = []
    private let contract: Contract
    private let added: AddedTexts
    /// Returns the actions of the requests after the one of a number.
    let actionsAfter: @Sendable (Int) -> [String]

    /// Creates a judge.
    ///
    /// - Parameters:
    ///   - answer: The response, or several of them joined.
    ///   - action: Its action.
    ///   - variables: The values of the scenario's variables.
    ///   - sources: The numbers of the exchanges that variables were captured from.
    ///   - contract: The contract.
    ///   - compared: What the attempt has compared before.
    ///   - added: The texts that were added to requests which were refused without them.
    ///   - actionsAfter: Returns the actions of the attempt's requests after the one of a number.
    init(
        _ answer: StepAnswer,
        _ action: Action,
        _ variables: Variables,
        capturedFrom sources: [ExactString: Int],
        _ contract: Contract,
        compared: ComparedPlaces = ComparedPlaces(),
        added: AddedTexts = [:],
        actionsAfter: @escaping @Sendable (Int) -> [String] = { _ in [] }
    ) {
        self.answer = answer.exchange
        body = answer.body
        mayBeHidden = answer.mayHideRecords
        self.action = action
        self.variables = variables
        self.sources = sources
        self.contract = contract
        self.compared = compared
        self.added = added
        self.actionsAfter = actionsAfter
    }

    /// Compares the response with the expectations.
    ///
    /// - Throws: ``AttemptEnd/error(_:)`` when the contract itself is unusable, such as a variable that nothing gives a value.
    mutating func judge(_ step: Step) throws(AttemptEnd) {
        judgeSuccess(step)
        for expectation in step.expectations {
            guard let rule = contract.rule(expectation.rule) else {
                throw .error("a step of \(step.action) names an unknown rule '\(expectation.rule)'")
            }
            comparedWith = Set(expectation.variables.compactMap { sources[$0] })
            do throws(AttemptEnd) {
                try judge(expectation, rule)
            } catch {
                // What a missing record or member was to give has no value now: that it is missing has been told.
                guard cannotGoOn else { throw error }
            }
        }
        comparedWith = []
        for capture in step.captures { try take(capture, step) }
    }

    /// Whether the response is wrong, or cut off, so that a value of it may be missing.
    private var cannotGoOn: Bool { isInconclusive || findings.contains { $0.rule.level == .must } }

    /// A step without a status in its MUSTs is a valid request that has to succeed; a status that a SHOULD names is also right.
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
                [
                    .status(
                        Evidence(
                            text: "status \(action.successWords)",
                            value: .array(action.successStatuses.map { .number(JSONNumber($0)) })
                        ),
                        answer.response
                    )
                ]
            )
        }
    }

    private mutating func judge(_ expectation: Expectation, _ rule: Rule) throws(AttemptEnd) {
        if let status = expectation.status, !status.matches(answer.response.status) {
            add(
                rule,
                "answered \(answer.response.status) instead of \(status)",
                [.status(Evidence(status), answer.response)]
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
                    .header(
                        header.name,
                        Evidence(text: header.schema.source.source.shown),
                        answer.response
                    )
                ]
            )
        }
        guard let body else {
            guard expectation.looksIntoBody else { return }
            let problem = answer.unreadable(insteadOf: "JSON")
            add(rule, "the answer is \(problem.seen.text)", [problem])
            return
        }
        try judge(
            body,
            by: ExpectedContent(expectation),
            at: Place(record: answer.question, pointer: JSONPointer()),
            rule
        )
        for size in expectation.counts {
            let count = body[size.pointer]?.arrayValue?.count
            if let count, size.count.isMet(by: count) { continue }
            add(
                rule,
                "the list at '\(size.pointer)' does not have \(size.count) elements",
                [
                    Deviation(
                        count == nil ? .missing : .count,
                        at: .body(size.pointer),
                        "must have \(size.count) elements, but has \(count.map(String.init) ?? "none: it is no list")",
                        expected: Evidence(text: "\(size.count)", value: size.count.json),
                        seen: Evidence(
                            text: answer.answerSummary,
                            value: count.map { .number(JSONNumber($0)) }
                        )
                    )
                ]
            )
        }
        for record in expectation.records { try judge(record, body, rule) }
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
            add(rule, "there is no list at '\(record.list)'", [missing(at: record.list, "a list")])
            return
        }
        var found = elements.indices.filter { index in
            wanted.allSatisfy { elements[index][$0.0] == $0.1 }
        }
        // A request that was refused and sent again may have been done all the same.
        let own = found.filter { index in added.values.contains(where: elements[index].holds) }
        if found.count == own.count + 1, !own.isEmpty, !record.count.isMet(by: found.count),
            record.count.isMet(by: own.count)
        {
            found = own
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
                    Deviation(
                        .count,
                        at: .body(record.list),
                        expected: Evidence(
                            text: "\(record.count) records with \(conditions)",
                            value: record.count.json
                        ),
                        seen: Evidence(
                            text: "\(found.count) among \(elements.count)"
                                + found.prefix(3).map { ": \(elements[$0].shown)" }.joined(),
                            value: .number(JSONNumber(found.count))
                        )
                    )
                ]
            )
            return
        }
        for index in found {
            let name = answer.name(
                ofRecordWith: wanted,
                in: record.list,
                at: found.count > 1 ? index : nil
            )
            try judge(
                elements[index],
                by: ExpectedContent(record),
                at: Place(record: name, pointer: record.list.appending(index)),
                rule
            )
        }
        guard let first = found.first else { return }
        for capture in record.captures {
            guard case .body(let pointer) = capture.source else { continue }
            if let value = elements[first][pointer] {
                keep(value, as: capture.variable)
            } else {
                let place = record.list.appending(first).appending(contentsOf: pointer)
                notCaptured("there is nothing at '\(place)'", missing(at: place, "a value"), by: rule)
            }
        }
    }

    private mutating func take(_ capture: Capture, _ step: Step) throws(AttemptEnd) {
        switch capture.source {
        case .body(let pointer):
            if let value = body?[pointer] { return keep(value, as: capture.variable) }
            guard body != nil else {
                let problem = answer.unreadable(insteadOf: "JSON")
                return notCaptured("the answer is \(problem.seen.text)", problem)
            }
            notCaptured("there is nothing at '\(pointer)'", missing(at: pointer, "a value"))
        case .header(let name):
            if let value = answer.response.headers[name] {
                return keep(.string(value), as: capture.variable)
            }
            notCaptured("there is no header \(name)", .header(name, "a value", answer.response))
        }
    }

    /// Records a failed capture as a broken shape, unless there is another violation already.
    private mutating func notCaptured(_ summary: String, _ deviation: Deviation, by rule: Rule? = nil) {
        guard !findings.contains(where: { $0.rule.level == .must }) else { return }
        let rule =
            rule ?? action.responses[answer.response.status]?.rule.flatMap(contract.rule)
            ?? contract.rules(for: .successShape, of: nil).first
        guard let rule else { return }
        add(rule, summary, [deviation])
    }

    /// Returns the deviation of a place of the response without a value.
    private func missing(at pointer: JSONPointer, _ what: Evidence) -> Deviation {
        Deviation(.missing, at: .body(pointer), expected: what, seen: Evidence(text: answer.answerSummary))
    }

    private mutating func keep(_ value: JSONValue, as variable: String) {
        captured[ExactString(variable)] = value
        variables[ExactString(variable)] = value
    }

    mutating func add(_ rule: Rule, _ summary: String, _ deviations: [Deviation]) {
        findings.append(
            Finding(
                rule: rule,
                summary: summary,
                deviations,
                exchange: answer.number,
                comparedWith: comparedWith
            )
        )
    }

    func resolved(_ template: Template) throws(AttemptEnd) -> JSONValue {
        do throws(TemplateError) {
            return try template.resolved(with: variables)
        } catch {
            throw .error("a step of \(action.name): \(error)")
        }
    }

    func schema(_ template: TemplateSchema) throws(AttemptEnd) -> Schema {
        do throws(TemplateSchemaError) {
            return try template.schema(with: variables, in: contract.registry)
        } catch {
            throw .error("a step of \(action.name): \(error)")
        }
    }
}

extension Expectation {
    /// Whether something has to be in the body.
    fileprivate var looksIntoBody: Bool {
        !values.isEmpty || !prefixes.isEmpty || !counts.isEmpty || !records.isEmpty || schema != nil
    }
}

extension Expectation {
    /// The names of the variables whose values it expects; the ids by which records are found are no such values.
    fileprivate var variables: Set<ExactString> {
        var templates = (values + prefixes).map(\.value) + headers.map(\.schema.source)
        if let schema { templates.append(schema.source) }
        for record in records {
            templates += (record.values + record.prefixes).map(\.value)
            if let schema = record.schema { templates.append(schema.source) }
        }
        return templates.reduce(into: []) { $0.formUnion($1.variables) }
    }
}

extension CountExpectation {
    /// The least number.
    fileprivate var json: JSONValue { .number(JSONNumber(minimum)) }
}
