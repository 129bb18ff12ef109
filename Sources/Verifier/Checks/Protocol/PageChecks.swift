import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda
import VerifierEvents

/// Checks that the pages of a list, followed from the first, are the whole list.
///
/// The list is that of an example with several records; the pages have one record each, and so come in the order of the list, or
/// in the reverse one where the first page is the end of the list.
struct PageChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.pagesComplete]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.compactMap { action -> PlannedCase? in
            let rules = contract.rules(for: .pagesComplete, of: action)
            guard !rules.isEmpty, action.isSafe, let (example, list) = Self.example(of: action),
                Self.takesCursor(action, example, contract),
                let limit = Self.limit(of: action, example, contract)
            else { return nil }
            return PlannedCase(
                suite: action.name,
                kind: .protocol,
                name: "pages of one record are the whole list",
                rules: rules
            ) { attempt throws(AttemptEnd) in
                try await Self.run(action, example, list, limit, rules, attempt)
            }
        }
    }

    /// The place and the annotation of a list that only the request's own records fill.
    private struct OwnList: Sendable {
        let pointer: JSONPointer
        let key: JSONPointer

        /// The keys of the elements in a body, in order.
        func keys(in body: JSONValue?) -> [JSONValue] {
            (body?[pointer]?.arrayValue ?? []).map { $0[key] ?? .null }
        }
    }

    /// The first example whose response has an own list of several records.
    private static func example(of action: Action) -> (Example, OwnList)? {
        for example in action.examples where example.isSuccess {
            guard let body = example.body else { continue }
            for entry in action.annotations(ofResponse: body, status: example.status).entries {
                guard let list = entry.annotation.list, list.scope == .own,
                    (body[entry.pointer]?.arrayValue ?? []).count > 1
                else { continue }
                return (example, OwnList(pointer: entry.pointer, key: list.key))
            }
        }
        return nil
    }

    /// The argument for the maximum number of elements, with the value 1.
    private static func limit(of action: Action, _ example: Example, _ contract: Contract) -> JSONMember? {
        argument(of: action, beside: example, values: [1, "1"], contract) { name, annotation in
            annotation?.isLimit == true || contract.service.conventions.limit == name
        }
    }

    /// Whether an action takes a cursor.
    private static func takesCursor(_ action: Action, _ example: Example, _ contract: Contract) -> Bool {
        let cursor = argument(of: action, beside: example, values: ["next", 1], contract) {
            name,
            annotation in
            annotation?.isCursor == true || contract.service.conventions.cursor == name
        }
        return cursor != nil
    }

    /// The first argument that is meant, with the first value that an example's request may have there.
    private static func argument(
        of action: Action,
        beside example: Example,
        values: [JSONValue],
        _ contract: Contract,
        where isMeant: (String, ValueAnnotation?) -> Bool
    ) -> JSONMember? {
        for name in contract.argumentNames(of: action).sorted().map(\.string) {
            for value in values {
                var arguments = example.request
                arguments[name] = value
                let annotations = action.annotations(ofRequest: arguments)
                guard isMeant(name, annotations[JSONPointer().appending(name)]),
                    action.request.schema.isValid(.object(arguments))
                else { continue }
                return JSONMember(name: name, value: value)
            }
        }
        return nil
    }

    private static func run(
        _ action: Action,
        _ example: Example,
        _ list: OwnList,
        _ limit: JSONMember,
        _ rules: [Rule],
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        var runner = ExampleRunner(attempt)
        var arguments = try await runner.preparedArguments(of: example, action)
        let count = (example.body?[list.pointer]?.arrayValue ?? []).count
        let whole = arguments
        let full = try await attempt.settled(action) {
            () async throws(AttemptEnd) -> RetryOutcome<RecordedExchange> in
            let answer = try await attempt.call(action, whole)
            return RetryOutcome(result: answer, isRight: list.keys(in: answer.json).count == count)
        }
        let expected = list.keys(in: full.json)
        guard full.isSuccess, expected.count == count else {
            throw .skipped("needs '\(example.name)', which was answered otherwise")
        }
        arguments[limit.name] = limit.value
        var seen: [JSONValue] = []
        var last = full
        var next: JSONObject? = arguments
        // One page more than there are records, to see a list that never ends.
        for _ in 0...(expected.count + 1) {
            guard let asked = next else { break }
            last = try await attempt.call(action, asked)
            seen += list.keys(in: last.json)
            guard last.isSuccess else { break }
            next = attempt.context.contract.nextPage(
                of: action,
                after: asked,
                status: last.response.status,
                headers: last.response.headers,
                body: last.json
            )
            for argument in next ?? JSONObject() where asked[argument.name] != argument.value {
                attempt.remember(captured: argument.value)
            }
        }
        guard next != nil || (seen != expected && seen != expected.reversed()) else { return }
        let deviation = Deviation(
            .value,
            at: .exchange,
            expected: Evidence(text: "the records \(JSONValue.array(expected).shown)"),
            seen: Evidence(text: "\(JSONValue.array(seen).shown)\(next == nil ? "" : ", and no last page")")
        )
        for rule in rules {
            try attempt.require(
                Finding(
                    rule: rule,
                    summary: "the pages of \(action.name), one record each, are not the list",
                    [deviation],
                    exchange: last.number
                )
            )
        }
    }
}
