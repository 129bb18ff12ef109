import Conformance
import Contracts
import JSON
import JSONSchema
import VerifierEvents

/// Compares an endpoint's response with the oracle's, and learns the endpoint's ids and times on the way.
///
/// The comparison follows the contract: the annotations of the response schema, with the oracle's response.
struct WalkUnifier {
    /// What is known of both sides.
    var state: WalkState
    /// The deviations.
    var deviations: [WalkDeviation] = []
    /// The number of differences found, certain or not.
    private(set) var complaints = 0

    let action: Action
    let annotations: ListAnnotations
    let arguments: JSONObject
    let isOurs: (JSONValue) -> Bool
    /// The number of the exchange.
    let exchange: Int
    private let actionsAfter: (Int) -> [String]

    /// Creates a comparison.
    ///
    /// - Parameters:
    ///   - state: What is known of both sides.
    ///   - action: The action of the responses.
    ///   - oracle: The oracle's response.
    ///   - exchange: The number of the endpoint's exchange.
    ///   - actionsAfter: Returns the actions of the endpoint's requests after the one of a number.
    ///   - isOurs: Whether a record of the endpoint was created by this walk.
    init(
        _ state: consuming WalkState,
        _ action: Action,
        _ oracle: OracleTrace.Answer,
        exchange: Int,
        actionsAfter: @escaping (Int) -> [String],
        isOurs: @escaping (JSONValue) -> Bool
    ) {
        self.state = state
        self.action = action
        annotations = oracle.annotations
        arguments = oracle.arguments
        self.exchange = exchange
        self.actionsAfter = actionsAfter
        self.isOurs = isOurs
    }

    /// Compares two bodies.
    ///
    /// - Parameters:
    ///   - expected: The oracle's body.
    ///   - seen: The endpoint's body.
    ///   - request: The request, by which values outside of lists are known again.
    /// - Complexity: O(*n*) in the size of the responses; records that no known id distinguishes cost a square of
    ///   their number.
    mutating func compareAll(_ expected: JSONValue, _ seen: JSONValue, of request: ExactString) {
        compare(expected, seen, Place())
        date(deviations.indices.filter { deviations[$0].record == nil }, of: request)
    }

    /// Tells of deviations in a record after which request each has become wrong.
    mutating func date(_ wrong: [Int], of record: ExactString) {
        let values = wrong.map { place in
            ComparedPlaces.Comparand(
                member: deviations[place].member ?? deviations[place].pointer,
                expected: deviations[place].deviation.expected.value,
                seen: deviations[place].deviation.seen.value
            )
        }
        let since = state.compared.noteAll(
            ComparedPlaces.Record(action: action.name, record: record),
            wrong: values,
            at: exchange
        )
        for (place, number) in zip(wrong, since) {
            deviations[place].deviation.since = number.map(actionsAfter)
        }
    }

    mutating func add(
        _ kind: Deviation.Kind,
        _ place: Place,
        _ expected: Evidence,
        _ seen: Evidence,
        value: JSONValue? = nil,
        rule: String? = nil,
        isPrefix: Bool = false
    ) {
        complaints += 1
        if let record = place.record,
            state.isUncertain(record.member, of: record.value, key: record.key)
        {
            state.forget(WalkState.TimeKey(record: ExactString(record.key ?? ""), member: record.member))
            return
        }
        deviations.append(
            WalkDeviation(
                deviation: Deviation(
                    kind,
                    at: .body(place.endpoint),
                    expected: expected,
                    seen: seen
                ),
                pointer: place.endpoint,
                rule: rule,
                list: place.record?.list,
                record: place.record?.value,
                member: place.record?.member,
                value: value,
                isPrefix: isPrefix
            )
        )
    }

    // MARK: Values

    mutating func compare(_ expected: JSONValue, _ seen: JSONValue, _ place: Place) {
        let annotation = annotations[place.oracle] ?? ValueAnnotation()
        if annotation.isOpaque { return }
        switch (expected, seen) {
        case (.object(let members), .object(let others)):
            compare(members, others, place)
        case (.array(let elements), .array(let others)):
            if let list = annotation.list {
                compare(elements, others, of: list, place)
            } else if elements.count == others.count {
                for index in elements.indices {
                    compare(elements[index], others[index], place.appending(index, index))
                }
            } else {
                add(.value, place, Evidence(expected), Evidence(seen), value: expected)
            }
        case (.string, .string) where annotation.isTime: break
        case (.string(let text), .string(let other)):
            compare(text, other, annotation, place)
        case (.number(let time), .number(let other)) where annotation.isTime:
            guard other.isInteger else {
                return add(.value, place, "a time in milliseconds", Evidence(seen), rule: annotation.rule)
            }
            guard let record = place.record, let key = record.key else { return }
            let timeKey = WalkState.TimeKey(record: ExactString(key), member: record.member)
            if let complaint = state.complaint(about: timeKey, oracle: time, endpoint: other) {
                add(.order, place, Evidence(text: complaint), Evidence(seen), rule: annotation.rule)
            }
        case (.number, .number) where annotation.identity == .server:
            compareIdentifiers(expected, seen, annotation, place)
        default:
            guard expected != seen else { return }
            let kind: Deviation.Kind = expected.typeName == seen.typeName ? .value : .type
            add(kind, place, Evidence(expected), Evidence(seen), value: expected, rule: annotation.rule)
        }
    }

    private mutating func compare(_ members: JSONObject, _ others: JSONObject, _ place: Place) {
        // Texts that contain ids are compared last, when the ids and whether they agree are known.
        let late = members.filter { annotations[place.oracle.appending($0.name)]?.contains != nil }
        let lateNames = Set(late.map(\.name))
        for member in members.filter({ !lateNames.contains($0.name) }) + late {
            let inner = place.appending(member.name)
            let annotation = annotations[inner.oracle]
            // Members that are not in the contract are the oracle's own.
            guard annotation != nil || state.facts.knows(member.name, at: place.oracle, of: action.name)
            else {
                continue
            }
            guard let other = others[member.name], !other.isNull || member.value.isNull else {
                if annotation?.isOptional == true || annotation?.isOpaque == true || member.value.isNull {
                    continue
                }
                let expected = rewritten(member.value, inner)
                add(.missing, inner, Evidence(expected), "nothing", value: expected, rule: annotation?.rule)
                continue
            }
            if annotation?.contains != nil, deviations.contains(where: { $0.rule != nil }) { continue }
            compare(member.value, other, inner)
        }
        for other in others where members[other.name] == nil && !other.value.isNull {
            guard state.facts.knows(other.name, at: place.oracle, of: action.name) else { continue }
            let inner = place.appending(other.name)
            // Opaque values may be an extension of the service.
            let schemas = action.successStatuses.compactMap { action.responses[$0]?.schema }
            guard !schemas.contains(where: { isOpaque(other, in: $0) }) else { continue }
            add(.extra, inner, "nothing", Evidence(other.value))
        }
    }

    private func isOpaque(_ member: JSONMember, in schema: Schema) -> Bool {
        AnnotationIndex(of: .object(JSONObject([member])), by: schema).entries.contains(
            where: \.annotation.isOpaque
        )
    }

    private mutating func compare(
        _ text: String,
        _ other: String,
        _ annotation: ValueAnnotation,
        _ place: Place
    ) {
        let seen = Evidence(.string(other))
        if annotation.identity == .server {
            return compareIdentifiers(.string(text), .string(other), annotation, place)
        }
        let wanted = annotation.contains == .server ? state.replacingIdentifiers(in: text) : text
        if annotation.isPrefix {
            let isRight =
                !other.isEmpty
                && (wanted.utf8.starts(with: other.utf8)
                    || (other.utf8.starts(with: wanted.utf8) && state.wasSent(other)))
            guard !isRight else { return }
            return add(
                .value,
                place,
                Evidence(
                    text: "a non-empty prefix of \(JSONValue.string(wanted).shown)",
                    value: Evidence(.string(wanted)).value
                ),
                seen,
                value: .string(wanted),
                rule: annotation.rule,
                isPrefix: true
            )
        }
        guard ExactString(wanted) != ExactString(other) else { return }
        add(
            .value,
            place,
            Evidence(.string(wanted)),
            seen,
            value: .string(wanted),
            rule: annotation.rule
        )
    }

    private mutating func compareIdentifiers(
        _ expected: JSONValue,
        _ seen: JSONValue,
        _ annotation: ValueAnnotation,
        _ place: Place
    ) {
        guard let id = expected.identifierText, let other = seen.identifierText else {
            return add(.value, place, "an id that is an integer", Evidence(seen), value: expected)
        }
        switch state.bind(id, to: other, kind: place.oracle.tokens.last ?? "") {
        case .same: return
        case .another(let known):
            let evidence = Evidence(expected.identifier(known))
            add(.value, place, evidence, Evidence(seen), value: expected, rule: annotation.rule)
        case .taken:
            add(.value, place, "an id that is not used elsewhere", Evidence(seen), value: expected)
        }
    }

    /// Returns a value of the oracle with the endpoint's ids, for display.
    func rewritten(_ value: JSONValue, _ place: Place) -> JSONValue {
        switch value {
        case .string(let text): .string(state.replacingIdentifiers(in: text))
        case .array(let elements): .array(elements.map { rewritten($0, place) })
        case .object(let object):
            .object(JSONObject(object.map { JSONMember(name: $0.name, value: rewritten($0.value, place)) }))
        default: value
        }
    }
}
