import Contracts
import JSON
import Lambda

/// Lists stand in the order that their annotation states; among equals any order is right.
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

    func problems(in exchange: RecordedExchange, of action: Action?) -> [AnswerProblem] {
        guard let body = exchange.json else { return [] }
        return exchange.annotations.entries.flatMap { entry in
            guard let list = entry.annotation.list, let elements = body[entry.pointer]?.arrayValue,
                let rule = contract.rule(list.rule)
            else { return [AnswerProblem]() }
            return doubles(elements, list, at: entry.pointer, rule)
                + disorder(elements, list, at: entry.pointer, rule)
        }
    }

    private func disorder(
        _ elements: [JSONValue],
        _ list: ValueAnnotation.List,
        at pointer: JSONPointer,
        _ rule: Rule
    ) -> [AnswerProblem] {
        for (index, (left, right)) in zip(elements, elements.dropFirst()).enumerated() {
            guard let first = left[list.by]?.numberValue, let second = right[list.by]?.numberValue else {
                continue
            }
            guard list.direction == .ascending ? second < first : first < second else { continue }
            return [
                AnswerProblem(
                    rule: rule,
                    summary:
                        "the list at '\(pointer)' is not in \(list.direction.rawValue) order of \(list.by)",
                    details: [
                        "at '\(pointer.appending(index))\(list.by)': \(first)",
                        "at '\(pointer.appending(index + 1))\(list.by)': \(second)",
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
    ) -> [AnswerProblem] {
        var places: [JSONValue: Int] = [:]
        for (index, element) in elements.enumerated() {
            guard let key = element[list.key] else { continue }
            if let first = places.updateValue(index, forKey: key) {
                return [
                    AnswerProblem(
                        rule: rule,
                        summary: "the list at '\(pointer)' has the same record twice",
                        details: [
                            "at '\(pointer.appending(first))' and '\(pointer.appending(index))': \(key.compactText)"
                        ]
                    )
                ]
            }
        }
        return []
    }
}
