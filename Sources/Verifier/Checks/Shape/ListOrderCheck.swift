import Conformance
import Contracts
import JSON
import Lambda

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
                let rule = contract.rule(list.rule)
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
        for (index, (left, right)) in zip(elements, elements.dropFirst()).enumerated() {
            guard let first = left[list.by]?.numberValue, let second = right[list.by]?.numberValue else {
                continue
            }
            guard list.direction == .ascending ? second < first : first < second else { continue }
            return [
                Violation(
                    rule: rule,
                    summary:
                        "the list at '\(pointer)' is not in \(list.direction.rawValue) order of \(list.by)",
                    deviations: [
                        Deviation(
                            .order,
                            at: .body(pointer.appending(index + 1)),
                            "must be before '\(pointer.appending(index))' by its \(list.by)",
                            expected: Evidence(
                                text: "\(list.direction.rawValue) \(list.by), after \(first)",
                                value: .number(first)
                            ),
                            seen: Evidence(.number(second))
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
