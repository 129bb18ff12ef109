import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Writes a walk as a scenario file of the contract folder; the expectations are the oracle's responses.
struct WalkScenario {
    private let walk: RandomWalk
    private let broken: WalkViolation
    private let facts: ModelFacts
    private var oracle: OracleTrace?
    private var variables = JSONObject()
    /// The placeholders for the ids of the oracle's clients and of the service, in expected texts.
    private var templates: [(text: String, template: String)] = []
    private var captures: [Int: JSONObject] = [:]
    private var made: [Int: OracleTrace.Answer] = [:]

    private static let prefix = "us-0"

    init(_ walk: RandomWalk, _ broken: WalkViolation, _ facts: ModelFacts) {
        self.walk = walk
        self.broken = broken
        self.facts = facts
    }

    /// Returns the file; `nil` where a scenario cannot express the expectation.
    ///
    /// - Parameters:
    ///   - name: The scenario's name.
    ///   - makeOracle: Creates a new oracle.
    /// - Returns: The file's value.
    consuming func file(named name: String, _ makeOracle: @Sendable () -> any Endpoint) async -> JSONValue? {
        guard walk.steps.allSatisfy({ $0.batch == nil }), walk.steps.last?.id == broken.step.id else {
            return nil
        }
        var oracle = OracleTrace(facts, makeOracle()) { "\(Self.prefix)-\($0)" }
        for step in walk.steps {
            for index in 0..<step.times {
                guard let answer = await oracle.send(step, index: index) else { return nil }
                if index == 0 || step.id == broken.step.id { made[step.id] = answer }
            }
        }
        self.oracle = oracle
        nameClients()
        for step in walk.steps { for value in step.arguments.map(\.value) { capture(value) } }
        guard let last = walk.steps.last, let answer = made[last.id],
            let expectation = expectation(of: answer)
        else { return nil }
        var steps: [JSONValue] = []
        for step in walk.steps {
            guard let written = written(step, expectation: step.id == last.id ? expectation : nil) else {
                return nil
            }
            steps += written
        }
        var file: JSONObject = [
            "$schema": "../../meta/scenario.schema.json",
            "scenario": .string(name),
            "kind": "scenario",
            "suite": .string(broken.step.action),
            "summary": .string(broken.rule.text),
        ]
        let text = JSONValue.array(steps).compactText
        let used = variables.filter { text.contains("${\($0.name)}") }
        if !used.isEmpty { file["variables"] = .object(JSONObject(used)) }
        file["steps"] = .array(steps)
        return .object(file)
    }

    // MARK: Names

    private mutating func nameClients() {
        for name in walk.steps.flatMap(\.clientNames)
        where variables.allSatisfy({ $0.value != Self.run(name) }) {
            let role = String(name.prefix { $0.isASCII && $0.isLetter })
            let variable = unused(role.isEmpty ? "client" : role)
            variables[variable] = Self.run(name)
            templates.append(("\(Self.prefix)-\(name)", "${\(variable)}"))
        }
    }

    private static func run(_ name: String) -> JSONValue { .string("${run}-\(name)") }

    private func unused(_ name: String) -> String {
        let taken = Set(variables.names + captures.values.flatMap(\.names) + ["run", "index", "name"])
        guard taken.contains(name) else { return name }
        return (2...).lazy.map { "\(name)_\($0)" }.first { !taken.contains($0) } ?? name
    }

    /// Adds a capture of an id to the step that created it.
    private mutating func capture(_ value: WalkValue) {
        switch value {
        case .made(let step, let pointer): _ = variable(ofStep: step, pointer)
        case .object(let members): for member in members { capture(member.value) }
        default: break
        }
    }

    private mutating func variable(ofStep step: Int, _ pointer: JSONPointer) -> String {
        if let known = captures[step]?.first(where: { $0.value == .string("\(pointer)") }) {
            return known.name
        }
        let variable = unused(pointer.tokens.last ?? "id")
        captures[step, default: JSONObject()][variable] = .string("\(pointer)")
        if let text = oracle?.value(ofStep: step, at: pointer)?.stringValue {
            templates.append((text, "${\(variable)}"))
        }
        return variable
    }

    /// Returns an id of the service as a template, captured by the step that created it; `nil` where no step's response
    /// contains it.
    private mutating func template(ofIdentifier identifier: String) -> String? {
        if let known = templates.first(where: { $0.text == identifier }) { return known.template }
        for step in walk.steps.dropLast() {
            guard let answer = made[step.id] else { continue }
            for entry in answer.annotations.single
            where entry.annotation.identity == .server
                && answer.body?[entry.pointer]?.stringValue == identifier
            {
                return "${\(variable(ofStep: step.id, entry.pointer))}"
            }
        }
        return nil
    }

    /// Returns a value of the oracle with variables in place of ids; `nil` where it could be mistaken for a template.
    private func expected(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text):
            guard !text.contains("${") else { return nil }
            let replaced = templates.sorted { $0.text.utf8.count > $1.text.utf8.count }.reduce(text) {
                $0.replacing($1.text, with: $1.template)
            }
            return .string(replaced.replacing("\(Self.prefix)-", with: "${run}-"))
        case .array, .object: return nil
        default: return value
        }
    }

    // MARK: Steps

    private func written(_ step: WalkStep, expectation: JSONObject?) -> [JSONValue]? {
        var object: JSONObject = ["action": .string(step.action)]
        guard let arguments = written(.object(step.arguments), isRepeated: step.times > 1) else { return nil }
        if arguments.objectValue?.isEmpty == false { object["with"] = arguments }
        if let form = step.form { object["form"] = .string(form) }
        var repeated = object
        if let expectation {
            object["expect"] = .array([.object(expectation)])
        } else if let status = made[step.id]?.status, status >= 400 {
            object["expect"] = [["rule": .string(broken.mustRule(facts).id), "status": "4xx"]]
        }
        if let captures = captures[step.id] { object["capture"] = .object(captures) }
        guard step.times > 1 else { return [.object(object)] }
        guard object["capture"] != nil else {
            object["times"] = .number(JSONNumber(step.times))
            return [.object(object)]
        }
        guard let first = written(.object(step.arguments), isRepeated: false) else { return nil }
        object["with"] = first
        repeated["times"] = .number(JSONNumber(step.times - 1))
        return [.object(object), .object(repeated)]
    }

    private func written(_ value: WalkValue, isRepeated: Bool) -> JSONValue? {
        switch value {
        case .literal(let literal):
            return literal.texts.contains { $0.contains("${") } ? nil : literal
        case .numbered(let text): return .string(isRepeated ? "${index}. \(text)" : "0. \(text)")
        case .client(let name):
            let variable = variables.first { $0.value == Self.run(name) }?.name
            return variable.map { .string("${\($0)}") }
        case .unknown(let name): return Self.run(name)
        case .made(let step, let pointer):
            let variable = captures[step]?.first { $0.value == .string("\(pointer)") }?.name
            return variable.map { .string("${\($0)}") }
        case .object(let members):
            var object = JSONObject()
            for member in members {
                guard let value = written(member.value, isRepeated: isRepeated) else { return nil }
                object[member.name] = value
            }
            return .object(object)
        }
    }

    // MARK: Expectations

    private mutating func expectation(of answer: OracleTrace.Answer) -> JSONObject? {
        var expectation: JSONObject = ["rule": .string(broken.rule.id)]
        guard let deviation = broken.deviations.first else {
            let isClass = answer.status >= 400 && broken.rule.check != .modelStatus
            expectation["status"] = isClass ? "4xx" : .number(JSONNumber(answer.status))
            return expectation
        }
        guard let body = answer.body else { return nil }
        if let list = deviation.list {
            guard let member = inList(list, deviation, body) else { return nil }
            expectation[member.name] = member.value
            return expectation
        }
        switch deviation.kind {
        case .value where deviation.isPrefix, .missing where deviation.isPrefix, .order, .status, .count,
            .header, .syntax, .duration:
            return nil
        case .value, .type, .missing:
            guard let value = body[deviation.pointer].flatMap(expected) else { return nil }
            expectation["values"] = [deviation.pointer.description: value]
        case .extra: expectation["absent"] = [.string(deviation.pointer.description)]
        }
        return expectation
    }

    private mutating func inList(_ list: JSONPointer, _ deviation: WalkDeviation, _ body: JSONValue)
        -> JSONMember?
    {
        guard
            let annotation = made[broken.step.id]?.annotations.lists.first(where: { $0.pointer == list })?
                .list,
            let elements = body[list]?.arrayValue
        else { return nil }
        guard let record = deviation.record else {
            guard annotation.scope == .shared else {
                return JSONMember(
                    name: "count",
                    value: [list.description: .number(JSONNumber(elements.count))]
                )
            }
            return extraInShared(list, deviation, elements)
        }
        // The walk's own attempt has other ids than this one: the record is identified by its place in the steps.
        guard let own = own(record, annotation, elements),
            let key = own[annotation.key]?.stringValue, let template = template(ofIdentifier: key)
        else { return nil }
        var entry: JSONObject = [
            "in": .string(list.description), "where": [annotation.key.description: .string(template)],
        ]
        let member = deviation.member ?? JSONPointer()
        if !member.tokens.isEmpty {
            switch deviation.kind {
            case .extra: entry["absent"] = [.string(member.description)]
            case .value where deviation.isPrefix:
                guard let text = own[member]?.stringValue, let whole = wholeText(text) else { return nil }
                entry["prefixes"] = [member.description: whole]
            case .value, .type, .missing:
                guard let value = own[member].flatMap(expected) else { return nil }
                entry["values"] = [member.description: value]
            default: return nil
            }
        }
        return JSONMember(name: "records", value: [.object(entry)])
    }

    /// Returns this oracle's counterpart of a record of another attempt: at the same place, or the only one.
    private func own(
        _ record: JSONValue,
        _ annotation: ValueAnnotation.List,
        _ elements: [JSONValue]
    ) -> JSONValue? {
        let place = broken.answer.body.flatMap { body in
            made[broken.step.id]?.annotations.lists.compactMap {
                body[$0.pointer]?.arrayValue?.firstIndex(of: record)
            }
            .first
        }
        return place.flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    }

    private func extraInShared(_ list: JSONPointer, _ deviation: WalkDeviation, _ elements: [JSONValue])
        -> JSONMember?
    {
        guard let seen = broken.exchange.json?[deviation.pointer]?.objectValue else { return nil }
        for member in seen {
            guard let text = member.value.stringValue,
                let start = text.firstRange(of: broken.attemptPrefix + "-"),
                start.lowerBound == text.startIndex
            else { continue }
            let name = String(text[start.upperBound...])
            let own = "\(Self.prefix)-\(name)"
            let count = elements.count { $0[member.name]?.stringValue == own }
            guard let value = expected(.string(own)) else { continue }
            return JSONMember(
                name: "records",
                value: [
                    [
                        "in": .string(list.description), "where": ["/\(member.name)": value],
                        "count": .number(JSONNumber(count)),
                    ]
                ]
            )
        }
        return nil
    }

    /// Returns the text of which a prefix is expected, as it was sent.
    private func wholeText(_ text: String) -> JSONValue? {
        for step in walk.steps.reversed() {
            for member in step.arguments {
                guard let value = written(member.value, isRepeated: false)?.stringValue,
                    value.utf8.starts(with: text.utf8)
                else { continue }
                return .string(value)
            }
        }
        return nil
    }
}

extension WalkViolation {
    /// Returns the rule of walks that is a MUST, or the broken one where the contract has none.
    fileprivate func mustRule(_ facts: ModelFacts) -> Rule {
        facts.contract.rules(for: .modelAgrees).first ?? rule
    }
}
