import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that lists are in the order of their annotation; elements with equal values may be in any order.
struct ListOrderCheck: AnswerCheck {
    private let contract: Contract

    init(_ contract: Contract) {
        self.contract = contract
    }

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        guard let action, exchange.isSuccess, exchange.request.method != "HEAD" else {
            return nil
        }
        return AnswerCases.shape(of: action, status: exchange.response.status)
    }

    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation] {
        guard let body = exchange.json else { return [] }
        return exchange.annotations.entries.flatMap { entry in
            guard let list = entry.annotation.list, let elements = body[entry.pointer]?.arrayValue,
                let rule = list.rule.flatMap(contract.rule) ?? contract.rules(for: .successShape).first
            else { return [Violation]() }
            return doubles(elements, list, at: entry.pointer, rule)
                + disorder(elements, list, at: entry.pointer, rule)
        }
    }

    private func disorder(
        _ elements: [JSONValue],
        _ list: ValueAnnotation.List,
        at pointer: JSONPointer,
        _ rule: Rule
    ) -> [Violation] {
        guard let by = list.by else { return [] }
        for (index, (left, right)) in zip(elements, elements.dropFirst()).enumerated() {
            guard let first = left[by], let second = right[by],
                list.direction == .ascending ? second.sorts(before: first) : first.sorts(before: second)
            else { continue }
            return [
                Violation(
                    rule: rule,
                    summary:
                        "the list at '\(pointer)' is not in \(list.direction.rawValue) order of \(by)",
                    deviations: [
                        Deviation(
                            .order,
                            at: .body(pointer.appending(index + 1)),
                            "must be before '\(pointer.appending(index))' by its \(by)",
                            expected: Evidence(
                                text: "\(list.direction.rawValue) \(by), after \(first.shownText)",
                                value: first
                            ),
                            seen: Evidence(second)
                        )
                    ]
                )
            ]
        }
        return []
    }

    private func doubles(
        _ elements: [JSONValue],
        _ list: ValueAnnotation.List,
        at pointer: JSONPointer,
        _ rule: Rule
    ) -> [Violation] {
        var places: [JSONValue: Int] = [:]
        for (index, element) in elements.enumerated() {
            guard let key = element[list.key] else { continue }
            if let first = places.updateValue(index, forKey: key) {
                return [
                    Violation(
                        rule: rule,
                        summary: "the list at '\(pointer)' has the same record twice",
                        deviations: [
                            Deviation(
                                .extra,
                                at: .body(pointer.appending(index)),
                                "must not repeat the one at '\(pointer.appending(first))'",
                                expected: "each record once",
                                seen: Evidence(key)
                            )
                        ]
                    )
                ]
            }
        }
        return []
    }
}

extension JSONValue {
    /// Whether the value comes before another one: numbers by size, times by the instant, other texts by their bytes.
    fileprivate func sorts(before other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number(let first), .number(let second)): first < second
        case (.string(let first), .string(let second)):
            ExactString(first.instantKey ?? first) < ExactString(second.instantKey ?? second)
        default: false
        }
    }

    fileprivate var shownText: String { numberValue?.description ?? compactText }
}

extension String {
    /// A text that sorts as the instant does, of a time in UTC such as `2026-01-01T00:00:00.5Z` (RFC 3339); `nil` of others.
    fileprivate var instantKey: String? {
        let text = utf8
        guard text.count >= 20, text.last == UInt8(ascii: "Z"), text.dropFirst(10).first == UInt8(ascii: "T")
        else {
            return nil
        }
        var fraction = text.dropFirst(19).dropLast()
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        return String(Substring(text.prefix(19))) + String(Substring(fraction.dropFirst()))
    }
}
