public import Contracts
import Foundation
public import JSON
public import Tables

/// Exports a journal as a scenario file of the contract folder, so that recorded requests can be replayed.
///
/// Client ids become variables that differ in every attempt; server ids are captured from the answers that created
/// them. So the scenario can run against any endpoint, beside other traffic. Requests that the scenario cannot
/// reproduce, above all those about records that existed when the recording started, are left out, and the file's
/// summary lists them.
public struct ScenarioExport: Sendable {
    private let contract: Contract

    /// Creates an export.
    ///
    /// - Parameter contract: The contract of the scenario.
    public init(_ contract: Contract) {
        self.contract = contract
    }

    /// Creates the content of the file.
    ///
    /// - Parameters:
    ///   - name: The scenario's name.
    ///   - entries: The journal entries, in any order.
    ///   - snapshot: The state before the first of them.
    /// - Returns: The scenario; `nil` when no request can be a step.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when kept records cannot be read.
    /// - Complexity: O(*n* log *n*) in the number of entries; each write that is left out costs a search over all answers.
    public func file(
        named name: String,
        of entries: [JournalEntry],
        startingFrom snapshot: SessionSnapshot
    ) throws(TableStoreError) -> JSONValue? {
        let routing = Routing(contract)
        let variables = try ScenarioVariables(startingFrom: snapshot, of: contract)
        var scenario = RecordedScenario(contract, variables)
        for entry in entries.sorted(by: { $0.sequence < $1.sequence }) {
            scenario.append(RecordedStep.classify(entry, routing))
        }
        return scenario.file(named: name)
    }
}

/// A scenario under construction.
struct RecordedScenario {
    private let contract: Contract
    private let members: ExampleMembers
    private var identities: ScenarioVariables
    private var steps: [JSONObject] = []
    private var earlier: [RecordedStep] = []
    /// The reads since the last write; a repeated one adds nothing.
    private var reads: Set<JSONValue> = []
    private var omitted: [String] = []

    init(_ contract: Contract, _ identities: ScenarioVariables) {
        self.contract = contract
        members = ExampleMembers(of: contract)
        self.identities = identities
    }

    mutating func append(_ entry: RecordedStep.Classification) {
        switch entry {
        case .ignored: break
        case .step(let exchange): append(exchange)
        case .omitted(let reason, let effect): omit(reason, effect)
        }
    }

    private mutating func append(_ exchange: RecordedStep) {
        let annotations = exchange.action.annotations(ofRequest: exchange.arguments)
        let request: JSONValue = [
            "action": .string(exchange.action.name), "with": .object(exchange.arguments),
            "form": exchange.form.map { .string($0.name) } ?? .null,
        ]
        guard !exchange.isRead || !reads.contains(request) else { return }
        var arguments = JSONObject()
        for member in exchange.arguments {
            let pointer = JSONPointer().appending(member.name)
            guard let value = templated(member.value, at: pointer, annotations, isRefused: exchange.isRefused)
            else {
                let what = "\(exchange.action.name) about records that the recording did not create"
                return omit(what, exchange.isRead || exchange.isRefused ? nil : exchange)
            }
            arguments[member.name] = value
        }
        var step: JSONObject = ["action": .string(exchange.action.name)]
        if !arguments.isEmpty { step["with"] = .object(arguments) }
        if let form = exchange.form { step["form"] = .string(form.name) }
        let answer = StepExpectation(exchange, contract, members, earlier)
        step["expect"] = .array(answer.expectations(&identities))
        if exchange.isRead { reads.insert(request) } else { reads = [] }
        if !exchange.isRefused {
            identities.learn(from: exchange.body, answer.annotations, step: steps.count)
        }
        steps.append(step)
        earlier.append(exchange)
    }

    private mutating func omit(_ reason: String, _ effect: RecordedStep?) {
        if !omitted.contains(reason) { omitted.append(reason) }
        guard let effect else { return }
        // Its effect is not reproduced when the scenario runs.
        reads = []
        var identifiers = effect.identifiers
        var records = earlier.flatMap(\.recordIdentifiers)
        var isGrowing = true
        while isGrowing {
            let touched = records.filter { !$0.isDisjoint(with: identifiers) }
            records.removeAll { !$0.isDisjoint(with: identifiers) }
            isGrowing = !touched.isEmpty
            for record in touched { identifiers.formUnion(record) }
        }
        identities.markUnknown(identifiers)
    }

    /// Returns an argument with ids replaced by templates; `nil` when it contains an id of unknown origin.
    private mutating func templated(
        _ value: JSONValue,
        at pointer: JSONPointer,
        _ annotations: AnnotationIndex,
        isRefused: Bool
    ) -> JSONValue? {
        switch value {
        case .string(let text):
            switch annotations[pointer]?.identity {
            case .client: return .string(identities.client(text, as: pointer.tokens.last ?? "client"))
            case .server:
                if let template = identities.template(of: text) { return .string(template) }
                // `nil` beside a value would be JSON's null here.
                guard isRefused else { return nil }
                return "${run}-unknown"
            case nil:
                // Arguments that violate the contract have no annotations, so an id is recognized by its text.
                let isBroken = annotations.entries.isEmpty
                if isBroken, let known = identities.template(of: text) { return .string(known) }
                return .string(identities.literal(text))
            }
        case .number where annotations[pointer]?.identity == .server:
            if let known = value.identifierText.flatMap({ identities.template(of: $0) }) {
                return .string(known)
            }
            // A refused request about an id that nobody made stays one.
            return isRefused ? value : nil
        case .array(let elements):
            var all: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                let pointer = pointer.appending(index)
                guard let value = templated(element, at: pointer, annotations, isRefused: isRefused) else {
                    return nil
                }
                all.append(value)
            }
            return .array(all)
        case .object(let object):
            guard object["$repeat"] == nil else { return nil }
            var all = JSONObject()
            for member in object {
                let pointer = pointer.appending(member.name)
                guard let value = templated(member.value, at: pointer, annotations, isRefused: isRefused)
                else {
                    return nil
                }
                all[member.name] = value
            }
            return .object(all)
        default: return value
        }
    }

    consuming func file(named name: String) -> JSONValue? {
        guard let suite = (earlier.last { !$0.isRead } ?? earlier.last)?.action.name else { return nil }
        for (index, captures) in identities.captures { steps[index]["capture"] = .object(captures) }
        var summary = "Recorded by the mock."
        if !omitted.isEmpty { summary += " Left out: \(omitted.joined(separator: "; "))." }
        var file: JSONObject = [
            "$schema": "../../meta/scenario.schema.json", "scenario": .string(name), "kind": "scenario",
            "suite": .string(suite), "summary": .string(summary),
        ]
        if !identities.variables.isEmpty { file["variables"] = .object(identities.variables) }
        file["steps"] = .array(steps.map(JSONValue.object))
        return .object(file)
    }
}

extension RecordedStep {
    /// The ids of the request and of the answer outside of its lists.
    fileprivate var identifiers: Set<ExactString> {
        recordIdentifiers.first ?? []
    }

    /// The ids of the request and of the answer outside of its lists, followed by the ids of each list element.
    fileprivate var recordIdentifiers: [Set<ExactString>] {
        let asked = action.annotations(ofRequest: arguments)
        let answered = action.annotations(ofResponse: body, status: status)
        var own: Set<ExactString> = []
        var elements: [JSONPointer: Set<ExactString>] = [:]
        func identifier(_ entry: AnnotationIndex.Entry, _ value: JSONValue) -> ExactString? {
            guard entry.annotation.identity != nil else { return nil }
            return value[entry.pointer]?.identifierText.map { ExactString($0) }
        }
        own.formUnion(asked.entries.compactMap { identifier($0, .object(arguments)) })
        let lists = answered.entries.filter { $0.annotation.list != nil }.map(\.pointer)
        for entry in answered.entries {
            guard let text = identifier(entry, body) else { continue }
            let list = lists.first { entry.pointer.tokens.starts(with: $0.tokens) }
            if let list {
                let element = JSONPointer(tokens: Array(entry.pointer.tokens.prefix(list.tokens.count + 1)))
                elements[element, default: []].insert(text)
            } else {
                own.insert(text)
            }
        }
        return [own] + elements.values
    }
}
