import Conformance
import Contracts
import JSON
import JSONSchema

/// Comparison of lists: the mapping of the oracle's records to the endpoint's, and their order.
extension WalkUnifier {
    mutating func compare(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        of list: ValueAnnotation.List,
        _ place: Place
    ) {
        let longest = state.facts.longest(place.oracle, of: action, arguments)
        if let longest, others.count > longest {
            add(
                .count,
                place,
                Evidence(text: "at most \(longest) elements", value: .number(JSONNumber(longest))),
                Evidence(text: "\(others.count)", value: .number(JSONNumber(others.count)))
            )
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
            let name = key.map { key in
                // An id may be that of a record in each of several others.
                ExactString(
                    "\(place.record?.key ?? "") \(place.oracle.withoutIndices.joined(separator: "/")) \(key.record)"
                )
            }
            if let key, let name, state.agreed(key) == pair {
                date([], of: name)
                continue
            }
            let before = complaints
            let known = deviations.count
            compare(pair.oracle, pair.endpoint, inner)
            guard let key, let name else { continue }
            state.note(complaints == before ? pair : nil, for: key)
            // Records in the record have been dated already.
            date((known..<deviations.count).filter { deviations[$0].record == pair.oracle }, of: name)
        }
        let isCut = longest.map { others.count >= $0 } ?? false
        addMissing(elements, others, pairs, list, place, isCut: isShared && isCut)
        // Of a full list of the oracle the endpoint may show what is beyond its end.
        if !isShared || longest.map({ elements.count < $0 }) ?? true {
            let paired = Set(pairs.compactMap(\.self))
            addExtra(others, candidates.filter { !paired.contains($0) }, place)
        }
        checkOrder(elements, others, pairs, list, place)
    }

    /// Tells of the oracle's records without a counterpart, unless a list that is cut may have them behind its end.
    private mutating func addMissing(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        _ pairs: [Int?],
        _ list: ValueAnnotation.List,
        _ place: Place,
        isCut: Bool
    ) {
        let oldest = others.compactMap { list.sortKey(of: $0)?.numberValue }.min()
        for (index, other) in pairs.enumerated() where other == nil {
            let element = elements[index]
            if isCut, mayBeBehindTheEnd(element, list, oldest) { continue }
            let inner = recordPlace(element, list, place, index, others.count)
            var missing = Place(oracle: inner.oracle, endpoint: place.endpoint, record: inner.record)
            missing.record?.member = JSONPointer()
            let record = rewritten(element, inner)
            add(
                .missing,
                missing,
                Evidence(text: "a record like \(record.shown)", value: Evidence(record).value),
                "none among \(others.count) records",
                value: element
            )
        }
    }

    /// Tells of the endpoint's records at some places of a list, which the oracle does not have.
    private mutating func addExtra(_ others: [JSONValue], _ unpaired: [Int], _ place: Place) {
        for other in unpaired {
            let inner = Place(oracle: place.oracle, endpoint: place.endpoint.appending(other), record: nil)
            add(.extra, inner, "no such record", Evidence(others[other]))
            if let last = deviations.indices.last, deviations[last].kind == .extra {
                deviations[last].list = place.endpoint
            }
        }
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
                key: element[list.key]?.identifierText
            )
        )
    }

    /// Returns for each record of the oracle the place of its counterpart among the endpoint's: by its id where that is known,
    /// otherwise by its content, in order.
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
            guard let key = others[candidate][list.key]?.identifierText else { continue }
            places[ExactString(key)] = candidate
        }
        var pairs: [Int?] = Array(repeating: nil, count: elements.count)
        var used: Set<Int> = []
        var unknown: [Int] = []
        for (index, element) in elements.enumerated() {
            guard let key = element[list.key]?.identifierText else { continue }
            guard let actual = state.actual(of: key, kind: kind) else {
                unknown.append(index)
                continue
            }
            pairs[index] = places[ExactString(actual)]
            if let found = pairs[index] { used.insert(found) }
        }
        var free = candidates.filter { candidate in
            guard !used.contains(candidate) else { return false }
            guard let key = others[candidate][list.key]?.identifierText else { return true }
            // An id that is mapped to another record is no candidate, unless such ids are unique in each list only.
            return state.original(of: key, kind: kind) == nil
                || !state.facts.argumentIdentifiers.contains(kind)
        }
        for index in unknown {
            var choice = free.firstIndex { candidate in
                var trial = self
                trial.deviations = []
                let inner = recordPlace(elements[index], list, place, index, candidate)
                trial.compare(elements[index], others[candidate], inner)
                return trial.deviations.isEmpty
            }
            // With equal numbers left on both sides, they are counterparts: their values are compared one by one.
            if choice == nil, free.count == unknown.count(where: { pairs[$0] == nil }) {
                choice = free.indices.first
            }
            guard let choice else { continue }
            pairs[index] = free.remove(at: choice)
        }
        return pairs
    }

    /// Returns whether a record that a full list does not contain may be older than all that it contains.
    private func mayBeBehindTheEnd(
        _ element: JSONValue,
        _ list: ValueAnnotation.List,
        _ oldest: JSONNumber?
    ) -> Bool {
        guard let key = element[list.key]?.identifierText, let by = list.by,
            let time = element[by]?.numberValue,
            let oldest,
            let known = state.endpointTime(
                of: WalkState.TimeKey(record: ExactString(key), member: by),
                oracle: time
            )
        else { return true }
        return known <= oldest
    }

    /// Checks that records in sequence on the oracle's side are not in reverse order on the endpoint's.
    private mutating func checkOrder(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        _ pairs: [Int?],
        _ list: ValueAnnotation.List,
        _ place: Place
    ) {
        guard let by = list.by else { return }
        var last: (index: Int, other: Int)?
        for (index, other) in pairs.enumerated() {
            guard let other else { continue }
            defer { if last.map({ other > $0.other }) ?? true { last = (index, other) } }
            guard let before = last, other < before.other else { continue }
            let isUncertain = [before.index, index].contains { place in
                state.isUncertain(by, of: elements[place], key: elements[place][list.key]?.identifierText)
            }
            if isUncertain { continue }
            let times = (elements[before.index][by]?.numberValue, elements[index][by]?.numberValue)
            if list.ties == .free {
                // Equal times leave the order free, be they equal for the oracle or for the endpoint.
                guard times.0 != times.1, let seen = others[other][by]?.numberValue?.intValue,
                    let later = others[before.other][by]?.numberValue?.intValue
                else { continue }
                // A service may delay a record's time by a millisecond per write, so that no two of them are equal.
                if abs(seen - later) <= state.writes(to: elements[index]) { continue }
            }
            let shown = rewritten(elements[index][list.key] ?? .null, place).shown
            add(
                .order,
                place,
                "the record with \(list.key) \(shown) after the one at \(before.other)",
                Evidence(text: "at \(other)", value: .number(JSONNumber(other))),
                rule: list.rule
            )
            return
        }
    }
}
