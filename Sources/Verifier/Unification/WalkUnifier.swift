import Contracts
import JSON
import JSONSchema

/// Holds an endpoint's answer against the oracle's, and learns the endpoint's ids and times on the way.
///
/// What is compared and how is the contract's: the annotations of the response schema, with the oracle's answer.
struct WalkUnifier {
    /// What is known of both sides.
    private(set) var state: WalkState
    /// Where the answers differ.
    private(set) var differences: [Difference] = []
    /// How often something was found to differ, be it uncertain or not.
    private var complaints = 0

    private let action: Action
    private let annotations: ListAnnotations
    private let arguments: JSONObject
    private let isOurs: (JSONValue) -> Bool

    /// Prepares to compare.
    ///
    /// - Parameters:
    ///   - state: What is known of both sides.
    ///   - action: The action that both answered.
    ///   - oracle: The oracle's answer.
    ///   - isOurs: Whether a record of the endpoint was made by this walk.
    init(
        _ state: consuming WalkState,
        _ action: Action,
        _ oracle: OracleSide.Answer,
        isOurs: @escaping (JSONValue) -> Bool
    ) {
        self.state = state
        self.action = action
        annotations = oracle.annotations
        arguments = oracle.arguments
        self.isOurs = isOurs
    }

    /// Compares two bodies.
    ///
    /// - Complexity: O(*n*) in the size of the answers; records that no known id tells from each other cost a square of
    ///   their number.
    mutating func compare(_ expected: JSONValue, _ seen: JSONValue) {
        compare(expected, seen, Place())
    }

    /// Where a value stands.
    private struct Place {
        var oracle = JSONPointer()
        var endpoint = JSONPointer()
        var record: Record?

        struct Record {
            let list: JSONPointer
            let value: JSONValue
            let key: String?
            var member = JSONPointer()
        }

        func appending(_ name: String) -> Place {
            var place = Place(
                oracle: oracle.appending(name),
                endpoint: endpoint.appending(name),
                record: record
            )
            place.record?.member = (record?.member ?? JSONPointer()).appending(name)
            return place
        }

        func appending(_ index: Int, _ other: Int) -> Place {
            var place = Place(
                oracle: oracle.appending(index),
                endpoint: endpoint.appending(other),
                record: record
            )
            place.record?.member = (record?.member ?? JSONPointer()).appending(other)
            return place
        }
    }

    private mutating func add(
        _ kind: Difference.Kind,
        _ place: Place,
        _ expected: String,
        _ seen: String,
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
        differences.append(
            Difference(
                kind: kind,
                pointer: place.endpoint,
                expected: expected,
                seen: seen,
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

    private mutating func compare(_ expected: JSONValue, _ seen: JSONValue, _ place: Place) {
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
                add(.value, place, expected.shown, seen.shown, value: expected)
            }
        case (.string(let text), .string(let other)):
            compare(text, other, annotation, place)
        case (.number(let time), .number(let other)) where annotation.isTime:
            guard other.isInteger else {
                return add(.value, place, "a time in milliseconds", seen.shown, rule: annotation.rule)
            }
            guard let record = place.record, let key = record.key else { return }
            let timeKey = WalkState.TimeKey(record: ExactString(key), member: record.member)
            if let complaint = state.complaint(about: timeKey, oracle: time, endpoint: other) {
                add(.order, place, complaint, seen.shown, rule: annotation.rule)
            }
        default:
            guard expected != seen else { return }
            add(.value, place, expected.shown, seen.shown, value: expected, rule: annotation.rule)
        }
    }

    private mutating func compare(_ members: JSONObject, _ others: JSONObject, _ place: Place) {
        // Texts that contain ids are compared last: by then the ids are known, and it is known whether they agree.
        let late = members.filter { annotations[place.oracle.appending($0.name)]?.contains != nil }
        let lateNames = Set(late.map(\.name))
        for member in members.filter({ !lateNames.contains($0.name) }) + late {
            let inner = place.appending(member.name)
            let annotation = annotations[inner.oracle]
            // What the contract does not know is the oracle's own affair.
            guard annotation != nil || state.facts.knows(member.name, at: place.oracle, of: action.name)
            else {
                continue
            }
            guard let other = others[member.name], !other.isNull || member.value.isNull else {
                if annotation?.isOptional == true || annotation?.isOpaque == true || member.value.isNull {
                    continue
                }
                let expected = rewritten(member.value, inner)
                add(.missing, inner, expected.shown, "nothing", value: expected, rule: annotation?.rule)
                continue
            }
            if annotation?.contains != nil, differences.contains(where: { $0.rule != nil }) { continue }
            compare(member.value, other, inner)
        }
        for other in others where members[other.name] == nil && !other.value.isNull {
            guard state.facts.knows(other.name, at: place.oracle, of: action.name) else { continue }
            let inner = place.appending(other.name)
            // What is opaque is an extension of the service's.
            guard action.responses[200]?.schema.map({ isOpaque(other, in: $0) }) != true else { continue }
            add(.extra, inner, "nothing", other.value.shown)
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
        let seen = JSONValue.string(other).shown
        if annotation.identity == .server {
            switch state.bind(text, to: other, kind: place.oracle.tokens.last ?? "") {
            case .same: return
            case .another(let known):
                return add(
                    .value,
                    place,
                    JSONValue.string(known).shown,
                    seen,
                    value: .string(text),
                    rule: annotation.rule
                )
            case .taken:
                return add(.value, place, "an id that is not used elsewhere", seen, value: .string(text))
            }
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
                "a non-empty prefix of \(JSONValue.string(wanted).shown)",
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
            JSONValue.string(wanted).shown,
            seen,
            value: .string(wanted),
            rule: annotation.rule
        )
    }

    /// A value of the oracle with the endpoint's ids, to show it.
    private func rewritten(_ value: JSONValue, _ place: Place) -> JSONValue {
        switch value {
        case .string(let text): .string(state.replacingIdentifiers(in: text))
        case .array(let elements): .array(elements.map { rewritten($0, place) })
        case .object(let object):
            .object(JSONObject(object.map { JSONMember(name: $0.name, value: rewritten($0.value, place)) }))
        default: value
        }
    }

    // MARK: Lists

    private mutating func compare(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        of list: ValueAnnotation.List,
        _ place: Place
    ) {
        let longest = state.facts.longest(place.oracle, of: action, arguments)
        if let longest, others.count > longest {
            add(.length, place, "at most \(longest) elements", "\(others.count)")
        }
        let isShared = list.scope == .shared
        let candidates = others.indices.filter { !isShared || isOurs(others[$0]) }
        let pairs = pairs(elements, others, candidates, list, place)
        for (index, other) in pairs.enumerated() {
            guard let other else { continue }
            let inner = recordPlace(elements[index], list, place, index, other)
            let pair = WalkState.Pair(oracle: elements[index], endpoint: others[other])
            let key = inner.record?.key.map {
                WalkState.PairKey(action: action.name, list: place.oracle, record: ExactString($0))
            }
            if let key, state.agreed(key) == pair { continue }
            let before = complaints
            compare(pair.oracle, pair.endpoint, inner)
            if let key { state.note(complaints == before ? pair : nil, for: key) }
        }
        let isCut = longest.map { others.count >= $0 } ?? false
        let oldest = others.compactMap { $0[list.by]?.numberValue }.min()
        for (index, other) in pairs.enumerated() where other == nil {
            let element = elements[index]
            if isShared, isCut, mayBeBehindTheEnd(element, list, oldest) { continue }
            let inner = recordPlace(element, list, place, index, others.count)
            var missing = Place(oracle: inner.oracle, endpoint: place.endpoint, record: inner.record)
            missing.record?.member = JSONPointer()
            let seen = "none among \(others.count) records"
            add(.missing, missing, "a record like \(rewritten(element, inner).shown)", seen, value: element)
        }
        let isOracleCut = isShared && longest.map { elements.count >= $0 } ?? false
        let used = Set(pairs.compactMap(\.self))
        for other in candidates where !used.contains(other) && !isOracleCut {
            let inner = Place(oracle: place.oracle, endpoint: place.endpoint.appending(other), record: nil)
            add(.extra, inner, "no such record", others[other].shown)
            if let last = differences.indices.last, differences[last].kind == .extra {
                differences[last].list = place.endpoint
            }
        }
        checkOrder(elements, others, pairs, list, place)
    }

    private func recordPlace(
        _ element: JSONValue,
        _ list: ValueAnnotation.List,
        _ place: Place,
        _ index: Int,
        _ other: Int
    ) -> Place {
        Place(
            oracle: place.oracle.appending(index),
            endpoint: place.endpoint.appending(other),
            record: Place.Record(
                list: place.endpoint,
                value: element,
                key: element[list.key]?.stringValue
            )
        )
    }

    /// For each record of the oracle the place of the same one among the endpoint's: told by its id where that is
    /// known, else by all it says, in order.
    private func pairs(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        _ candidates: [Int],
        _ list: ValueAnnotation.List,
        _ place: Place
    ) -> [Int?] {
        let kind = list.key.tokens.last ?? ""
        var places: [ExactString: Int] = [:]
        for candidate in candidates {
            guard let key = others[candidate][list.key]?.stringValue else { continue }
            places[ExactString(key)] = candidate
        }
        var pairs: [Int?] = Array(repeating: nil, count: elements.count)
        var used: Set<Int> = []
        var unknown: [Int] = []
        for (index, element) in elements.enumerated() {
            guard let key = element[list.key]?.stringValue else { continue }
            guard let actual = state.actual(of: key, kind: kind) else {
                unknown.append(index)
                continue
            }
            pairs[index] = places[ExactString(actual)]
            if let found = pairs[index] { used.insert(found) }
        }
        var free = candidates.filter { candidate in
            guard !used.contains(candidate) else { return false }
            guard let key = others[candidate][list.key]?.stringValue else { return true }
            // An id that stands for another record is no candidate, unless such ids are counted anew in each list.
            return state.original(of: key, kind: kind) == nil
                || !state.facts.argumentIdentifiers.contains(kind)
        }
        for index in unknown {
            var choice = free.firstIndex { candidate in
                var trial = self
                trial.differences = []
                let inner = recordPlace(elements[index], list, place, index, candidate)
                trial.compare(elements[index], others[candidate], inner)
                return trial.differences.isEmpty
            }
            // With as many left on either side, they are the same ones: what differs is told value by value.
            if choice == nil, free.count == unknown.count(where: { pairs[$0] == nil }) {
                choice = free.indices.first
            }
            guard let choice else { continue }
            pairs[index] = free.remove(at: choice)
        }
        return pairs
    }

    /// Whether a record that a full list does not show may be older than all that it shows.
    private func mayBeBehindTheEnd(
        _ element: JSONValue,
        _ list: ValueAnnotation.List,
        _ oldest: JSONNumber?
    ) -> Bool {
        guard let key = element[list.key]?.stringValue, let time = element[list.by]?.numberValue, let oldest,
            let known = state.endpointTime(
                of: WalkState.TimeKey(record: ExactString(key), member: list.by),
                oracle: time
            )
        else { return true }
        return known <= oldest
    }

    /// Records that the oracle has one after the other must not stand the other way round.
    private mutating func checkOrder(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        _ pairs: [Int?],
        _ list: ValueAnnotation.List,
        _ place: Place
    ) {
        var last: (index: Int, other: Int)?
        for (index, other) in pairs.enumerated() {
            guard let other else { continue }
            defer { if last.map({ other > $0.other }) ?? true { last = (index, other) } }
            guard let before = last, other < before.other else { continue }
            let isUncertain = [before.index, index].contains { place in
                state.isUncertain(list.by, of: elements[place], key: elements[place][list.key]?.stringValue)
            }
            if isUncertain { continue }
            let times = (elements[before.index][list.by]?.numberValue, elements[index][list.by]?.numberValue)
            if list.ties == .free {
                // Equal times leave the order free, be they equal for the oracle or for the endpoint.
                guard times.0 != times.1, let seen = others[other][list.by]?.numberValue?.intValue,
                    let later = others[before.other][list.by]?.numberValue?.intValue
                else { continue }
                // A service may put off a record's time by a millisecond a write, so that no two of them are equal.
                if abs(seen - later) <= state.writes(to: elements[index]) { continue }
            }
            let shown = rewritten(elements[index][list.key] ?? .null, place).shown
            add(
                .order,
                place,
                "the record with \(list.key) \(shown) after the one at \(before.other)",
                "at \(other)",
                rule: list.rule
            )
            return
        }
    }
}
