import Conformance
import Contracts
import JSON
import VerifierEvents

/// Compares an example's response with one of an attempt, and learns the service's ids on the way.
///
/// Members that the example does not have are ignored, as by a tolerant reader.
struct Unifier {
    /// The annotations of the example's values.
    let annotations: AnnotationIndex
    /// Texts that the attempt replaced by others, at any place.
    let texts: [ExactString: String]
    /// The ids known so far.
    private(set) var identities: IdentityMap
    /// The example that is compared.
    private var example: JSONValue = .null

    init(annotations: AnnotationIndex, identities: IdentityMap, texts: [ExactString: String] = [:]) {
        self.annotations = annotations
        self.identities = identities
        self.texts = texts
    }

    /// Returns the places at which `actual` deviates from `expected`; none when it fits.
    ///
    /// - Complexity: O(*n*) in the size of the response; a list whose records have equal times costs a square of
    ///   their number.
    mutating func deviations(_ expected: JSONValue, _ actual: JSONValue) -> [Deviation] {
        example = expected
        return compare(expected, actual, in: JSONPointer(), JSONPointer())
    }

    private mutating func compare(
        _ expected: JSONValue,
        _ actual: JSONValue,
        in place: JSONPointer,
        _ actualPlace: JSONPointer
    ) -> [Deviation] {
        let annotation = annotations[place] ?? ValueAnnotation()
        // The value is opaque: any value is right.
        if annotation.isOpaque { return [] }
        switch (expected, actual) {
        case (.object(let members), .object(let others)):
            // Texts that contain ids are compared last, when the ids are known.
            let late = members.filter { annotations[place.appending($0.name)]?.contains != nil }
            let ordered = members.filter { member in !late.contains { $0.name == member.name } } + late
            return ordered.flatMap { member -> [Deviation] in
                let memberPlace = actualPlace.appending(member.name)
                guard let other = others[member.name] else {
                    // Whether it SHOULD be there is checked by another rule.
                    let annotation = annotations[place.appending(member.name)]
                    guard annotation?.isOptional != true, annotation?.isOpaque != true else { return [] }
                    return [.value(at: memberPlace, Evidence(member.value), nil)]
                }
                return compare(member.value, other, in: place.appending(member.name), memberPlace)
            }
        case (.array(let elements), .array(let others)):
            if let list = annotation.list {
                return compare(elements, others, of: list, in: place, actualPlace)
            }
            guard elements.count == others.count else {
                return [.count(at: actualPlace, elements, others)]
            }
            return elements.indices.flatMap { index in
                compare(
                    elements[index],
                    others[index],
                    in: place.appending(index),
                    actualPlace.appending(index)
                )
            }
        case (.string, .string) where annotation.isTime: return []
        case (.string(let text), .string(let other)):
            return compare(text, other, annotation, actualPlace)
        case (.number, .number(let other)) where annotation.isTime:
            return other.isInteger
                ? []
                : [.value(at: actualPlace, "a time in milliseconds", actual)]
        case (.number, .number) where annotation.identity == .server:
            guard let id = expected.identifierText, let other = actual.identifierText else {
                return [.value(at: actualPlace, "an id that is an integer", actual)]
            }
            if identities.bind(id, to: other) { return [] }
            let known = identities.actual(of: id).map { Evidence(expected.identifier($0)) }
            return [.value(at: actualPlace, known ?? "an id that is not used elsewhere", actual)]
        default:
            return expected == actual
                ? [] : [.value(at: actualPlace, Evidence(expected), actual)]
        }
    }

    private mutating func compare(
        _ text: String,
        _ other: String,
        _ annotation: ValueAnnotation,
        _ place: JSONPointer
    ) -> [Deviation] {
        func deviation(_ expected: Evidence) -> [Deviation] {
            [.value(at: place, expected, .string(other))]
        }
        if annotation.identity == .server {
            if identities.bind(text, to: other) { return [] }
            return deviation(
                identities.actual(of: text).map { Evidence(.string($0)) }
                    ?? "an id that is not used elsewhere"
            )
        }
        if annotation.contains == .server, containsUnknownIdentifier(text) { return [] }
        let wanted = identities.rewritten(text, annotation) ?? texts[ExactString(text)] ?? text
        if annotation.isPrefix {
            return !other.isEmpty && wanted.utf8.starts(with: other.utf8)
                ? [] : deviation(Evidence(text: "a non-empty prefix of \(JSONValue.string(wanted).shown)"))
        }
        return ExactString(wanted) == ExactString(other) ? [] : deviation(Evidence(.string(wanted)))
    }

    /// Whether a text of the example has an id in it for which the answer has none: what it should be is not known then.
    private func containsUnknownIdentifier(_ text: String) -> Bool {
        annotations.entries.contains { entry in
            guard entry.annotation.identity == .server, let id = example[entry.pointer]?.identifierText
            else { return false }
            return text.contains(id) && identities.actual(of: id) == nil
        }
    }

    // MARK: Lists

    private mutating func compare(
        _ elements: [JSONValue],
        _ others: [JSONValue],
        of list: ValueAnnotation.List,
        in place: JSONPointer,
        _ actualPlace: JSONPointer
    ) -> [Deviation] {
        if list.scope == .own, elements.count != others.count {
            return [.count(at: actualPlace, elements, others)]
        }
        var used: Set<Int> = []
        var earliest = 0
        var deviations: [Deviation] = []
        for (index, element) in elements.enumerated() {
            let candidates = self.candidates(in: others, from: earliest, list).filter { !used.contains($0) }
            let found = candidates.first { candidate in
                var trial = self
                let result = trial.compare(
                    element,
                    others[candidate],
                    in: place.appending(index),
                    actualPlace.appending(candidate)
                )
                if result.isEmpty { self = trial }
                return result.isEmpty
            }
            if let found {
                used.insert(found)
                while used.contains(earliest) { earliest += 1 }
                if list.scope == .shared { earliest = max(earliest, Self.firstOfEquals(others, found, list)) }
            } else if let candidate = counterpart(
                of: element,
                at: place.appending(index),
                candidates,
                others,
                list
            ) {
                used.insert(candidate)
                while used.contains(earliest) { earliest += 1 }
                deviations += compare(
                    element,
                    others[candidate],
                    in: place.appending(index),
                    actualPlace.appending(candidate)
                )
            } else {
                let record = identities.rewritten(element, AnnotationIndex())
                deviations.append(
                    Deviation(
                        .missing,
                        at: .body(actualPlace),
                        expected: Evidence(
                            text: "a record like \(record.shown)",
                            value: Evidence(record).value
                        ),
                        seen: "none among \(others.count) records",
                        mayBeHidden: list.scope == .shared
                    )
                )
            }
        }
        return deviations
    }

    /// Returns the place of the record that differs where an expected one is meant: the next of an own list, and of a shared one that with
    /// its id; `nil` where it is missing.
    private func counterpart(
        of element: JSONValue,
        at place: JSONPointer,
        _ candidates: [Int],
        _ others: [JSONValue],
        _ list: ValueAnnotation.List
    ) -> Int? {
        if list.scope == .own { return candidates.first }
        guard let id = element[list.key]?.identifierText,
            let annotation = annotations[place.appending(contentsOf: list.key)],
            let wanted = identities.rewritten(id, annotation).map({ ExactString($0) })
        else { return nil }
        return candidates.first { others[$0][list.key]?.identifierText.map { ExactString($0) } == wanted }
    }

    /// Returns the possible places of the next expected record: in an own list the next place and those of equal time after it,
    /// in a shared list any later one.
    private func candidates(in others: [JSONValue], from start: Int, _ list: ValueAnnotation.List) -> [Int] {
        guard start < others.count else { return [] }
        if list.scope == .shared { return Array(start..<others.count) }
        return Array(
            (start..<others.count).prefix { list.sortKey(of: others[$0]) == list.sortKey(of: others[start]) }
        )
    }

    private static func firstOfEquals(_ others: [JSONValue], _ index: Int, _ list: ValueAnnotation.List)
        -> Int
    {
        var first = index
        while first > 0, list.sortKey(of: others[first - 1]) == list.sortKey(of: others[index]) { first -= 1 }
        return first
    }
}

extension Deviation {
    /// Returns the deviation of lists with different lengths.
    static func count(at pointer: JSONPointer, _ expected: [JSONValue], _ seen: [JSONValue]) -> Deviation {
        Deviation(
            .count,
            at: .body(pointer),
            expected: Evidence(
                text: expected.count == 1 ? "1 element" : "\(expected.count) elements",
                value: .number(JSONNumber(expected.count))
            ),
            seen: Evidence(
                text: "\(seen.count): \(JSONValue.array(seen).shown)",
                value: .number(JSONNumber(seen.count))
            )
        )
    }
}

extension JSONValue {
    /// The value on one line, truncated where it is long.
    var shown: String { Evidence(self).text }
}

extension JSONValue? {
    /// The value on one line, truncated where it is long; `nothing` where there is none.
    var shown: String { Evidence(self).text }
}
