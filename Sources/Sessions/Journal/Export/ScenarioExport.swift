public import Contracts
import Foundation
public import JSON

/// Writes a journal as a scenario file of the contract folder: what was clicked once is played again at will.
///
/// Clients' ids become variables that differ in every play, the service's are captured from the answers that made them, so
/// that the story can be played on any endpoint, beside other traffic. What the story cannot tell by itself, above all
/// what is about records that its session began with, is left out, and the file's summary says so.
public struct ScenarioExport: Sendable {
    private let contract: Contract

    /// Makes an export.
    ///
    /// - Parameter contract: The contract whose scenario it becomes.
    public init(_ contract: Contract) {
        self.contract = contract
    }

    /// The file's value.
    ///
    /// - Parameters:
    ///   - name: The scenario's name.
    ///   - entries: What was asked and answered, in any order.
    ///   - world: The world before the first of them.
    /// - Returns: The scenario; `nil` where no request can be a step.
    /// - Complexity: O(*n* log *n*) in the number of entries; each write that is left out costs a search over all answers.
    public func file(named name: String, of entries: [JournalEntry], startingFrom world: SessionSnapshot)
        -> JSONValue?
    {
        let routing = Routing(contract)
        var story = RecordedScenario(contract, ScenarioVariables(startingFrom: world))
        for entry in entries.sorted(by: { $0.sequence < $1.sequence }) {
            story.tell(RecordedStep.reading(entry, routing))
        }
        return story.file(named: name)
    }
}

/// A story as it is told.
struct RecordedScenario {
    private let contract: Contract
    private let members: ExampleMembers
    private var identities: ScenarioVariables
    private var steps: [JSONObject] = []
    private var told: [RecordedStep] = []
    /// The reads since the last write: they say the same again.
    private var reads: Set<JSONValue> = []
    private var leftOut: [String] = []

    init(_ contract: Contract, _ identities: ScenarioVariables) {
        self.contract = contract
        members = ExampleMembers(of: contract)
        self.identities = identities
    }

    mutating func tell(_ reading: RecordedStep.Reading) {
        switch reading {
        case .silent: break
        case .step(let exchange): tell(exchange)
        case .leftOut(let reason, let effect): leaveOut(reason, effect)
        }
    }

    private mutating func tell(_ exchange: RecordedStep) {
        let annotations = exchange.action.annotations(ofRequest: exchange.arguments)
        let request: JSONValue = [
            "action": .string(exchange.action.name), "with": .object(exchange.arguments),
            "form": exchange.form.map { .string($0.name) } ?? .null,
        ]
        guard !exchange.isRead || !reads.contains(request) else { return }
        var arguments = JSONObject()
        for member in exchange.arguments {
            let place = JSONPointer().appending(member.name)
            guard let value = written(member.value, at: place, annotations, isRefused: exchange.isRefused)
            else {
                let what = "\(exchange.action.name) about what the story has not made"
                return leaveOut(what, exchange.isRead || exchange.isRefused ? nil : exchange)
            }
            arguments[member.name] = value
        }
        var step: JSONObject = ["action": .string(exchange.action.name)]
        if !arguments.isEmpty { step["with"] = .object(arguments) }
        if let form = exchange.form { step["form"] = .string(form.name) }
        let answer = StepExpectation(exchange, contract, members, told)
        step["expect"] = .array(answer.expectations(&identities))
        if exchange.isRead { reads.insert(request) } else { reads = [] }
        if !exchange.isRefused {
            identities.learn(from: exchange.body, answer.annotations, step: steps.count)
        }
        steps.append(step)
        told.append(exchange)
    }

    private mutating func leaveOut(_ reason: String, _ effect: RecordedStep?) {
        if !leftOut.contains(reason) { leftOut.append(reason) }
        guard let effect else { return }
        // Whatever it has changed is not the same where the story is played.
        reads = []
        var identifiers = effect.identifiers
        var records = told.flatMap(\.recordIdentifiers)
        var isGrowing = true
        while isGrowing {
            let touched = records.filter { !$0.isDisjoint(with: identifiers) }
            records.removeAll { !$0.isDisjoint(with: identifiers) }
            isGrowing = !touched.isEmpty
            for record in touched { identifiers.formUnion(record) }
        }
        identities.distrust(identifiers)
    }

    /// A request's value with templates in the place of ids; `nil` where an id is none of the story's.
    private mutating func written(
        _ value: JSONValue,
        at place: JSONPointer,
        _ annotations: AnnotationIndex,
        isRefused: Bool
    ) -> JSONValue? {
        switch value {
        case .string(let text):
            switch annotations[place]?.identity {
            case .client: return .string(identities.client(text, as: place.tokens.last ?? "client"))
            case .server:
                if let template = identities.template(of: text) { return .string(template) }
                // A `nil` beside a value would be JSON's null here.
                guard isRefused else { return nil }
                return "${run}-unknown"
            case nil:
                // Arguments that break their contract have no annotations: an id is told by its text.
                let isBroken = annotations.entries.isEmpty
                if isBroken, let known = identities.template(of: text) { return .string(known) }
                return .string(identities.literal(text))
            }
        case .array(let elements):
            var all: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                let place = place.appending(index)
                guard let value = written(element, at: place, annotations, isRefused: isRefused) else {
                    return nil
                }
                all.append(value)
            }
            return .array(all)
        case .object(let object):
            guard object["$repeat"] == nil else { return nil }
            var all = JSONObject()
            for member in object {
                let place = place.appending(member.name)
                guard let value = written(member.value, at: place, annotations, isRefused: isRefused) else {
                    return nil
                }
                all[member.name] = value
            }
            return .object(all)
        default: return value
        }
    }

    consuming func file(named name: String) -> JSONValue? {
        guard let suite = (told.last { !$0.isRead } ?? told.last)?.action.name else { return nil }
        for (index, captures) in identities.captures { steps[index]["capture"] = .object(captures) }
        var summary = "Recorded by the mock."
        if !leftOut.isEmpty { summary += " Left out: \(leftOut.joined(separator: "; "))." }
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
    /// The ids of the request, and those beside the answer's lists.
    fileprivate var identifiers: Set<ExactString> {
        recordIdentifiers.first ?? []
    }

    /// The ids of the request with those beside the answer's lists, then those of each element of a list.
    fileprivate var recordIdentifiers: [Set<ExactString>] {
        let asked = action.annotations(ofRequest: arguments)
        let answered = action.annotations(ofResponse: body, status: status)
        var own: Set<ExactString> = []
        var elements: [JSONPointer: Set<ExactString>] = [:]
        func identifier(_ entry: AnnotationIndex.Entry, _ value: JSONValue) -> ExactString? {
            guard entry.annotation.identity != nil else { return nil }
            return value[entry.pointer]?.stringValue.map { ExactString($0) }
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
