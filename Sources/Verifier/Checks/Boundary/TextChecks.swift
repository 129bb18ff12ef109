import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that every text that an action stores and a read returns is kept unchanged, also one that looks like a number, a JSON
/// keyword, or nothing.
struct TextChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.textsKept]

    /// Texts that careless code converts to another type.
    private static let texts = ["007", "1e3", " 1 ", "true", "null", ""]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action -> [PlannedCase] in
            let rules = contract.rules(for: .textsKept, of: action)
            guard !rules.isEmpty, !action.isSafe, let example = action.workingExample else { return [] }
            let requests = GeneratedRequests(action, example, contract)
            let places = Self.places(requests)
            guard !places.isEmpty else { return [] }
            return [
                PlannedCase(
                    suite: action.name,
                    kind: .boundary,
                    name: "texts that look like something else",
                    rules: rules
                ) { attempt throws(AttemptEnd) in
                    try await Self.run(requests, places, rules, attempt)
                }
            ]
        }
    }

    /// The places of the arguments that accept any text, including those that the example leaves out.
    private static func places(_ requests: GeneratedRequests) -> [JSONPointer] {
        var places: [JSONPointer] = []
        func visit(_ schema: JSONValue, _ place: JSONPointer) {
            for member in schema["properties"]?.objectValue?.members ?? [] {
                let inner = place.appending(member.name)
                if texts.contains(where: { fits($0, at: inner, requests) }) {
                    places.append(inner)
                }
                visit(member.value, inner)
            }
        }
        visit(requests.action.request.expanded, JSONPointer())
        return places
    }

    private static func fits(_ text: String, at place: JSONPointer, _ requests: GeneratedRequests) -> Bool {
        let changed = JSONValue.object(requests.example.request).setting(.string(text), at: place)
        guard changed[place] != nil, let arguments = changed.objectValue, requests.fits(arguments) else {
            return false
        }
        return requests.action.annotations(ofRequest: arguments)[place]?.identity == nil
    }

    private static func run(
        _ requests: GeneratedRequests,
        _ places: [JSONPointer],
        _ rules: [Rule],
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        let (action, example) = (requests.action, requests.example)
        var runner = ExampleRunner(attempt)
        try await runner.prepareRequest(of: example, action)
        let prepared = runner
        let hasRecord = action.annotations(ofRequest: example.request).entries.contains {
            $0.annotation.identity == .server
        }
        func arguments(_ turn: Int, _ text: (Int) -> String) -> (
            JSONObject, [(place: JSONPointer, text: String)]
        ) {
            // An action that creates its record may do so only once for each client id.
            let changes = ExampleRunner.Changes(identifierSuffix: "-turn-\(turn)")
            let runner = hasRecord ? prepared : ExampleRunner(attempt, changes: changes)
            let base = runner.arguments(of: example, action)
            var value = JSONValue.object(base)
            var sent: [(JSONPointer, String)] = []
            for (number, place) in places.enumerated() where fits(text(number), at: place, requests) {
                value = value.setting(.string(text(number)), at: place)
                sent.append((place, text(number)))
            }
            return (value.objectValue ?? base, sent)
        }
        // Each place first gets a unique text, to find where a read returns it.
        let (probe, probed) = arguments(0) { "understudy probe \($0 + 1)" }
        let answer = try await attempt.call(action, probe)
        guard answer.response.status == example.status else {
            throw .skipped("'\(example.name)' with other texts was answered \(answer.answerSummary)")
        }
        let shown = try await ShownTexts(written: action, probed, attempt)
        for turn in texts.indices {
            let (changed, sent) = arguments(turn + 1) { texts[($0 + turn) % texts.count] }
            let answer = try await attempt.call(action, changed)
            guard answer.response.status == example.status else {
                for rule in rules {
                    try attempt.require(
                        Finding(
                            rule: rule,
                            summary:
                                "texts that look like something else were answered \(answer.response.status)",
                            [.status(Evidence(.exact(example.status)), answer.response)],
                            exchange: answer.number
                        )
                    )
                }
                continue
            }
            for missing in try await shown.missing(of: sent, attempt) {
                for rule in rules {
                    try attempt.require(
                        Finding(
                            rule: rule,
                            summary:
                                "\(missing.read.name) does not show \(JSONValue.string(missing.text).shown), which"
                                + " \(action.name) was given as \(missing.place.tokens.joined(separator: "."))",
                            [
                                Deviation(
                                    .value,
                                    at: .body(missing.shownAt),
                                    expected: Evidence(.string(missing.text)),
                                    seen: Evidence(text: missing.seen),
                                    action: missing.read.name
                                )
                            ],
                            exchange: missing.exchange
                        )
                    )
                }
            }
        }
    }
}
