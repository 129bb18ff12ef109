import Contracts
import JSON
import JSONSchema

/// The expectations of a recorded step: the parts of its answer that the contract makes reproducible.
struct StepExpectation {
    let annotations: AnnotationIndex
    private let exchange: RecordedStep
    private let contract: Contract
    private let earlier: [RecordedStep]
    private let members: ExampleMembers
    private let lists: [AnnotationIndex.Entry]

    /// Creates the expectations of an answer, given the steps before it.
    init(
        _ exchange: RecordedStep,
        _ contract: Contract,
        _ members: ExampleMembers,
        _ earlier: [RecordedStep]
    ) {
        self.exchange = exchange
        self.contract = contract
        self.members = members
        self.earlier = earlier
        annotations = exchange.action.annotations(ofResponse: exchange.body, status: exchange.status)
        lists = annotations.entries.filter { $0.annotation.list != nil }
    }

    func expectations(_ identities: inout ScenarioVariables) -> [JSONValue] {
        let action = exchange.action
        let response = action.responses[exchange.status]
        let model = contract.rules(for: .modelAgrees).first?.id
        let refusal = contract.rules(for: .parameterRefused).first?.id
        let success =
            exchange.form?.rule ?? response?.rule ?? contract.rules(for: .successStatus).first?.id
        guard !exchange.isRefused else {
            let rule = (exchange.isAgainstContract ? refusal : nil) ?? model ?? success
            guard let rule else { return [] }
            var status: JSONValue = "4xx"
            if let other = response?.equivalent?.status { status = ["4xx", .number(JSONNumber(other))] }
            return [["rule": .string(rule), "status": status]]
        }
        guard let success else { return [] }
        let status = JSONValue.number(JSONNumber(exchange.status))
        var all: [JSONValue] = [["rule": .string(success), "status": status]]
        var expectation: JSONObject = ["rule": .string(model ?? success)]
        add(&expectation, &identities)
        if expectation.count > 1 { all.append(.object(expectation)) }
        return all
    }

    private func add(_ expectation: inout JSONObject, _ identities: inout ScenarioVariables) {
        let asked = exchange.action.annotations(ofRequest: exchange.arguments)
        let isOwn = asked.entries.allSatisfy { entry in
            guard entry.annotation.identity != nil,
                let text = JSONValue.object(exchange.arguments)[entry.pointer]?.identifierText
            else { return true }
            return identities.isOwn(text)
        }
        if isOwn {
            var stable = Stable()
            collect(exchange.body, at: JSONPointer(), JSONPointer(), &stable, &identities)
            if !stable.values.isEmpty { expectation["values"] = .object(stable.values) }
            if !stable.prefixes.isEmpty { expectation["prefixes"] = .object(stable.prefixes) }
            if let schema = stable.schema { expectation["schema"] = schema }
        }
        var records: [JSONValue] = []
        var counts = JSONObject()
        for entry in lists {
            guard let list = entry.annotation.list,
                let elements = exchange.body[entry.pointer]?.arrayValue
            else { continue }
            let own = elements.indices.filter { index in
                isRecordOwn(at: entry.pointer.appending(index), list, identities)
            }
            records += own.compactMap { record(at: $0, of: entry.pointer, list, elements, &identities) }
            if isOwn, list.scope == .own, own.count == elements.count {
                counts[entry.pointer.description] = .number(JSONNumber(elements.count))
            }
        }
        if !counts.isEmpty { expectation["count"] = .object(counts) }
        if !records.isEmpty { expectation["records"] = .array(records) }
    }

    // MARK: Records

    /// Whether a recorded step created a record and everything about it was recorded.
    private func isRecordOwn(
        at pointer: JSONPointer,
        _ list: ValueAnnotation.List,
        _ identities: ScenarioVariables
    ) -> Bool {
        let key = JSONPointer(tokens: pointer.tokens + list.key.tokens)
        guard let made = exchange.body[key]?.identifierText, identities.isMade(made) else { return false }
        return annotations.entries.allSatisfy { entry in
            guard entry.pointer.tokens.starts(with: pointer.tokens), entry.annotation.identity == .server,
                let text = exchange.body[entry.pointer]?.identifierText
            else { return true }
            return identities.isOwn(text)
        }
    }

    private func record(
        at index: Int,
        of pointer: JSONPointer,
        _ list: ValueAnnotation.List,
        _ elements: [JSONValue],
        _ identities: inout ScenarioVariables
    ) -> JSONValue? {
        guard let key = elements[index][list.key]?.identifierText,
            let template = identities.template(of: key)
        else { return nil }
        var stable = Stable()
        collect(elements[index], at: pointer.appending(index), JSONPointer(), &stable, &identities)
        stable.values[list.key.description] = nil
        var record: JSONObject = [
            "in": .string(pointer.description), "where": [list.key.description: .string(template)],
        ]
        if !stable.values.isEmpty { record["values"] = .object(stable.values) }
        if !stable.prefixes.isEmpty { record["prefixes"] = .object(stable.prefixes) }
        if let schema = stable.schema { record["schema"] = schema }
        return .object(record)
    }

    // MARK: Values

    private struct Stable {
        var values = JSONObject()
        var prefixes = JSONObject()
        /// The values of optional members, which are compared only when present.
        var optional: [(pointer: JSONPointer, value: JSONValue)] = []

        mutating func add(_ value: JSONValue, at pointer: JSONPointer, isOptional: Bool) {
            if isOptional {
                optional.append((pointer, value))
            } else {
                values[pointer.description] = value
            }
        }

        var schema: JSONValue? {
            guard !optional.isEmpty else { return nil }
            return optional.reduce([:]) { schema, member in
                Self.adding(["const": member.value], at: member.pointer.tokens[...], to: schema)
            }
        }

        private static func adding(
            _ schema: JSONValue,
            at tokens: ArraySlice<String>,
            to whole: JSONValue
        ) -> JSONValue {
            guard let first = tokens.first else { return schema }
            var object = whole.objectValue ?? JSONObject()
            var properties = object["properties"]?.objectValue ?? JSONObject()
            properties[first] = adding(schema, at: tokens.dropFirst(), to: properties[first] ?? [:])
            object["properties"] = .object(properties)
            return .object(object)
        }
    }

    private func collect(
        _ value: JSONValue,
        at pointer: JSONPointer,
        _ own: JSONPointer,
        _ stable: inout Stable,
        _ identities: inout ScenarioVariables
    ) {
        let annotation = annotations[pointer] ?? ValueAnnotation()
        guard annotation.list == nil, !annotation.isTime, !annotation.isOpaque,
            annotation.contains == nil,
            !isUncertain(pointer)
        else { return }
        switch value {
        case .object(let object):
            for member in object {
                let next = (pointer.appending(member.name), own.appending(member.name))
                // A member that the contract never mentions is not compared.
                guard
                    annotations[next.0] != nil
                        || members.contains(member.name, at: pointer, of: exchange.action.name)
                else { continue }
                collect(member.value, at: next.0, next.1, &stable, &identities)
            }
        case .array(let elements):
            guard !own.isRoot, let texts = texts(elements, at: pointer, &identities) else { return }
            stable.add(.array(texts), at: own, isOptional: annotation.isOptional)
        case .string(let text) where annotation.isPrefix:
            if let whole = sentText(beginningWith: text) {
                stable.prefixes[own.description] = .string(identities.literal(whole))
            }
        case .string(let text) where annotation.identity == .client:
            // A client id that no request contained has no template.
            if let known = identities.template(of: text) {
                stable.values[own.description] = .string(known)
            }
        case .string where annotation.identity == .server, .number where annotation.identity == .server:
            if let known = value.identifierText.flatMap({ identities.template(of: $0) }),
                !annotation.isOptional
            {
                stable.values[own.description] = .string(known)
            }
        default:
            guard !own.isRoot else { return }
            let value = value.stringValue.map { .string(identities.literal($0)) } ?? value
            stable.add(value, at: own, isOptional: annotation.isOptional)
        }
    }

    /// Returns an array of texts as it is expected; `nil` for any other, and where one of the texts may be another one the next
    /// time: an id, a time, or what the contract says nothing certain about.
    private func texts(
        _ elements: [JSONValue],
        at pointer: JSONPointer,
        _ identities: inout ScenarioVariables
    ) -> [JSONValue]? {
        guard !elements.isEmpty else { return nil }
        var texts: [JSONValue] = []
        for (index, element) in elements.enumerated() {
            let annotation = annotations[pointer.appending(index)] ?? ValueAnnotation()
            guard let text = element.stringValue, annotation.identity == nil, !annotation.isTime,
                !annotation.isOpaque, !annotation.isPrefix, annotation.contains == nil,
                !identities.isIdentifier(text)
            else { return nil }
            texts.append(.string(identities.literal(text)))
        }
        return texts
    }

    /// Returns the last sent text that starts with `text`.
    private func sentText(beginningWith text: String) -> String? {
        let sent = earlier.reversed().flatMap { $0.arguments.compactMap(\.value.stringValue) }
        return sent.first { ExactString($0) == ExactString(text) }
            ?? sent.first { $0.utf8.starts(with: text.utf8) }
    }

    /// Whether only a SHOULD determines the value at a location, given the steps before.
    private func isUncertain(_ pointer: JSONPointer) -> Bool {
        for action in contract.actions {
            for leeway in action.leeway {
                for member in leeway.members
                where pointer.tokens.suffix(member.tokens.count) == member.tokens[...] {
                    let record = JSONPointer(tokens: pointer.tokens.dropLast(member.tokens.count))
                    guard let value = exchange.body[record], leeway.record.isValid(value) else { continue }
                    let steps = earlier.count { step in
                        step.action.name == action.name
                            && leeway.request?.isValid(.object(step.arguments)) != false
                    }
                    if steps >= (leeway.isRepeated ? 2 : 1) { return true }
                }
            }
        }
        return false
    }
}
