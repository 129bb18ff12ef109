import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda
import VerifierEvents

/// What the derivation of causes needs of a contract, gathered once.
final class ContractFacts: Sendable {
    let contract: Contract
    private let actions: [String: Action]
    private let names: Set<String>
    private let errorNames: Set<String>
    /// The members that only failures, and only successes have.
    private let onlyInErrors: Set<String>
    private let onlyInSuccesses: Set<String>
    /// The actions whose successes show each member, and the members that records in lists have.
    private let showing: [String: Set<String>]
    private let ofRecords: Set<String>
    /// The members of the tables' records.
    private let stored: Set<String>
    /// The members that have one of a few values.
    private let choices: Set<String>
    /// The members that are ids.
    private let identifiers: Set<String>
    /// The lists of records in each action's answers, with the name of the records' key.
    private let lists: [String: [(pointer: JSONPointer, key: String)]]
    private let routing: Routing
    private let overlapping: Set<String>
    /// The values that the steps of each scenario expect by their places, but for those in records that are looked for.
    private let expected: [String: [JSONPointer: Set<JSONValue>]]
    /// The actions of each scenario that a step expects to refuse something.
    private let refusals: [String: Set<String>]

    init(_ contract: Contract) {
        self.contract = contract
        actions = Dictionary(contract.actions.map { ($0.name, $0) }) { first, _ in first }
        var names: Set<String> = []
        var successNames: Set<String> = []
        var showing: [String: Set<String>] = [:]
        var ofRecords: Set<String> = []
        for action in contract.actions {
            for (status, response) in action.responses {
                response.source?.collectPropertyNames(into: &names, contract.records)
                if status < 400 {
                    var shown: Set<String> = []
                    response.source?.collectPropertyNames(into: &shown, contract.records)
                    for name in shown { showing[name, default: []].insert(action.name) }
                    successNames.formUnion(shown)
                    response.source?.collectListed(into: &ofRecords, contract.records)
                }
            }
        }
        for record in contract.records { record.source.collectPropertyNames(into: &names, contract.records) }
        var stored: Set<String> = []
        for table in contract.tables {
            table.record.source.collectPropertyNames(into: &stored, contract.records)
        }
        self.stored = stored
        var choices: Set<String> = []
        for source in contract.records.map(\.source) + contract.actions.flatMap(\.answerSources) {
            source.collectChoices(into: &choices)
        }
        self.choices = choices
        var identifiers: Set<String> = []
        var lists: [String: [(pointer: JSONPointer, key: String)]] = [:]
        for action in contract.actions {
            for entry in action.annotatedPlaces {
                if entry.annotation.identity != nil, let name = entry.pointer.tokens.last {
                    identifiers.insert(name)
                }
                if let key = entry.annotation.list?.key.tokens.last {
                    lists[action.name, default: []].append((pointer: entry.pointer, key: key))
                }
            }
        }
        self.identifiers = identifiers
        self.lists = lists
        var errorNames: Set<String> = []
        contract.service.error.source.collectPropertyNames(into: &errorNames, contract.records)
        self.showing = showing
        self.ofRecords = ofRecords
        self.names = names.union(errorNames)
        self.errorNames = errorNames
        onlyInErrors = errorNames.subtracting(successNames)
        onlyInSuccesses = successNames.subtracting(errorNames)
        routing = Routing(contract)
        overlapping = Set(
            contract.scenarios.filter { $0.steps.contains(where: \.overlaps) }.map(\.name)
        )
        expected = Dictionary(
            contract.scenarios.map { scenario in
                var values: [JSONPointer: Set<JSONValue>] = [:]
                for expectation in scenario.steps.flatMap(\.expectations) {
                    for value in expectation.values + expectation.prefixes {
                        values[value.pointer, default: []].insert(value.value.source)
                    }
                }
                return (scenario.name, values)
            }
        ) { first, _ in first }
        refusals = Dictionary(
            contract.scenarios.map { ($0.name, Set($0.steps.filter(\.isRefused).map(\.action))) }
        ) { first, _ in first }
    }

    /// Returns the action of a name.
    func action(_ name: String) -> Action? { actions[name] }

    /// Returns whether an action of the contract is no read.
    func isWrite(_ name: String) -> Bool { actions[name]?.isRead == false }

    /// Returns the reads whose answers show a member.
    func reads(showing member: String) -> Set<String> {
        (showing[member] ?? []).filter { actions[$0]?.isRead == true }
    }

    /// Returns the reads that show what an action writes.
    func reads(after write: String) -> Set<String> {
        guard let written = actions[write]?.tables.writes else { return [] }
        return Set(
            contract.actions.filter { $0.isRead && !Set($0.tables.reads).isDisjoint(with: written) }.map(
                \.name
            )
        )
    }

    /// Returns whether a member is a figure that one read derives from records, and not a value that a record has.
    func isDerived(_ member: String) -> Bool {
        reads(showing: member).count == 1 && !ofRecords.contains(member) && !stored.contains(member)
    }

    /// Returns whether a member has one of a few values.
    func isChoice(_ member: String) -> Bool { choices.contains(member) }

    /// Returns whether a member is an id.
    func isIdentifier(_ member: String) -> Bool { identifiers.contains(member) }

    /// Returns the other reads that list the same records as one.
    func reads(listingAs read: String) -> Set<String> {
        let keys = Set((lists[read] ?? []).map(\.key))
        return Set(lists.filter { !keys.isDisjoint(with: $0.value.map(\.key)) }.keys).subtracting([read])
    }

    /// Returns whether a request asks for a part of a list: for so many records, or for those after a cursor.
    func asksForPage(_ exchange: ExchangeSummary) -> Bool {
        guard let (action, arguments) = arguments(of: exchange) else { return false }
        let conventions = contract.service.conventions
        let annotated = action.annotations(ofRequest: arguments).entries.filter {
            $0.annotation.isLimit || $0.annotation.isCursor
        }
        let names =
            annotated.compactMap(\.pointer.tokens.first)
            + [conventions.limit, conventions.cursor].compactMap(\.self)
        return names.contains { name in arguments[name].map { $0.stringValue?.isEmpty != true } ?? false }
    }

    /// Returns whether an action has to be told the key of a record in the list of another one.
    func isKey(ofListAt pointer: JSONPointer, of name: String, requiredBy write: String) -> Bool {
        guard let list = lists[name]?.first(where: { pointer.tokens.starts(with: $0.pointer.tokens) }),
            let required = actions[write]?.request.expanded["required"]?.arrayValue
        else { return false }
        return required.contains(.string(list.key))
    }

    /// Returns the actions that do not exist: those that answer as such, and those that refuse the request of each of their examples.
    func missingActions(_ results: [CaseResult]) -> Set<String> {
        var served: Set<String> = []
        var refused: Set<String> = []
        var shown: Set<String> = []
        for result in results where result.identity.kind == .example {
            // A baseline may know of it.
            var failures = result.known
            if case .failed(let new) = result.outcome { failures = new + failures }
            if let failure = failures.first, let exchange = failure.exchange,
                exchange.action == result.identity.suite, [400, 404, 405, 501].contains(exchange.status),
                let deviation = failure.deviations.first, deviation.kind == .status,
                deviation.isSuccessExpected
            {
                refused.insert(result.identity.suite)
                if deviation.message == Deviation.missingAction { shown.insert(result.identity.suite) }
            } else if case .skipped = result.outcome {
                continue
            } else {
                served.insert(result.identity.suite)
            }
        }
        return refused.subtracting(served).union(shown)
    }

    /// Returns whether requests of a case overlap.
    func overlaps(_ identity: CaseIdentity) -> Bool {
        identity.kind == .concurrent || overlapping.contains(Self.scenario(of: identity))
    }

    /// Returns whether a scenario expects a value at a place, but for those in records that are looked for; `nil` for other cases.
    func expectsValue(at place: JSONPointer, in identity: CaseIdentity) -> Bool? {
        expected[Self.scenario(of: identity)].map { $0[place] != nil }
    }

    /// Returns whether a scenario expects a value in another element of a list than at a place.
    func expects(_ value: JSONValue, inOtherElementThan place: JSONPointer, _ identity: CaseIdentity) -> Bool
    {
        guard let index = place.tokens.lastIndex(where: { Int($0) != nil }) else { return false }
        return expected[Self.scenario(of: identity)]?.contains { entry in
            var tokens = entry.key.tokens
            guard tokens.count == place.tokens.count, tokens[index] != place.tokens[index] else {
                return false
            }
            tokens[index] = place.tokens[index]
            return tokens == place.tokens && entry.value.contains(value)
        } ?? false
    }

    /// Returns whether a case is about requests that an action has to refuse.
    func refuses(_ action: String, in identity: CaseIdentity) -> Bool {
        refusals[Self.scenario(of: identity)]?.contains(action) ?? false
    }

    /// Returns the name of the scenario of a case, without that of its variant.
    private static func scenario(of identity: CaseIdentity) -> String {
        identity.name.split(separator: ": ", maxSplits: 1).first.map(String.init) ?? identity.name
    }

    /// Returns whether a name is a member of some answer.
    func isMember(_ name: String) -> Bool { names.contains(name) }

    /// Returns whether a body has a member that the contract has only for requests that failed, and none that only successes have.
    func isFailure(_ body: JSONObject) -> Bool {
        let names = Set(body.names)
        return !names.isDisjoint(with: onlyInErrors) && names.isDisjoint(with: onlyInSuccesses)
    }

    /// Returns whether a name is a member of an answer that refuses a request.
    func isErrorMember(_ name: String) -> Bool { errorNames.contains(name) }

    /// Returns the name of the member at a place: the last token that is neither an index nor an id.
    func member(_ pointer: JSONPointer) -> String {
        pointer.tokens.last { names.contains($0) } ?? pointer.tokens.last { Int($0) == nil } ?? ""
    }

    /// Returns the arguments of a request that was kept; `nil` where it cannot be read any more.
    func arguments(of exchange: ExchangeSummary) -> (action: Action, arguments: JSONObject)? {
        let parts = exchange.target.split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let encoding = exchange.action.flatMap(action)?.request.bodyEncoding ?? .json
        // A form is kept as its text; a long one is cut, and then its last argument cannot be told.
        let body =
            exchange.sent.value?.serialized() ?? (encoding == .form ? Array(exchange.sent.text.utf8) : [])
        var request = LambdaRequest(
            method: exchange.method,
            path: parts.first.map(String.init) ?? "/",
            rawQuery: parts.count > 1 ? String(parts[1]) : "",
            headers: ["Content-Type": encoding.mediaType],
            body: body
        )
        if let name = exchange.action, contract.service.routing.header != nil {
            request = RequestEncoder(contract.service.routing).naming(name, request)
        }
        guard let route = routing.route(request).route, let arguments = route.arguments else {
            return nil
        }
        return (route.action, arguments)
    }
}

extension Action {
    /// The schemas of its answers.
    fileprivate var answerSources: [JSONValue] { responses.values.compactMap(\.source) }

    /// The annotated places of its examples' answers, of each list those of the first record.
    fileprivate var annotatedPlaces: [AnnotationIndex.Entry] {
        examples.flatMap { example in
            example.body.map { annotations(ofFirstElementsIn: $0, status: example.status).entries } ?? []
        }
    }
}

extension Step {
    /// Whether its requests overlap.
    fileprivate var overlaps: Bool { isConcurrent || !beside.isEmpty }

    /// Whether the contract expects it to be refused.
    fileprivate var isRefused: Bool {
        expectations.compactMap(\.status).contains { $0.allowsRefusal && !$0.allowsSuccess }
    }
}

extension Deviation {
    /// Whether the expected status is one of success, or is not known.
    fileprivate var isSuccessExpected: Bool {
        expected.value.flatMap(StatusExpectation.init)?.allowsSuccess ?? true
    }
}

extension JSONValue {
    /// Adds the names of the properties of what lists contain.
    ///
    /// - Complexity: O(*n* + *r* · *m*) in the size of the schema, its *r* references, and the size of a record.
    fileprivate func collectListed(into names: inout Set<String>, _ records: [Record]) {
        switch self {
        case .object(let object):
            for member in object {
                if member.name == "items" {
                    member.value.collectPropertyNames(into: &names, records)
                } else {
                    member.value.collectListed(into: &names, records)
                }
            }
        case .array(let elements):
            for element in elements { element.collectListed(into: &names, records) }
        default: break
        }
    }

    /// Adds the names of the properties that an `enum` or the type of a truth value leaves few values.
    ///
    /// - Complexity: O(*n*) in the size of the schema.
    fileprivate func collectChoices(into names: inout Set<String>) {
        switch self {
        case .object(let object):
            for member in object {
                if member.name == "properties" {
                    for property in member.value.objectValue ?? JSONObject()
                    where property.value["enum"] != nil || property.value["type"] == "boolean" {
                        names.insert(property.name)
                    }
                }
                member.value.collectChoices(into: &names)
            }
        case .array(let elements):
            for element in elements { element.collectChoices(into: &names) }
        default: break
        }
    }

    /// Adds the names of all properties that a schema describes, by itself or by a reference to a record.
    ///
    /// - Complexity: O(*n* + *r* · *m*) in the size of the schema, its *r* references, and the size of a record.
    fileprivate func collectPropertyNames(into names: inout Set<String>, _ records: [Record]) {
        switch self {
        case .object(let object):
            for member in object {
                if member.name == "properties", let properties = member.value.objectValue {
                    names.formUnion(properties.names)
                }
                if member.name == "$ref", let target = member.value.stringValue,
                    let record = records.first(where: { target.hasSuffix("/\($0.name).json") })
                {
                    // A record in a record is one of the records as well.
                    record.source.collectPropertyNames(into: &names, [])
                }
                member.value.collectPropertyNames(into: &names, records)
            }
        case .array(let elements):
            for element in elements { element.collectPropertyNames(into: &names, records) }
        default: break
        }
    }
}
