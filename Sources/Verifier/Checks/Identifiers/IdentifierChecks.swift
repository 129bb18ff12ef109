import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that every id of every action is compared by bytes and has no other meaning: an id similar to that of a record, and a
/// keyword of a language, are treated like any unused id.
struct IdentifierChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.identifiersByBytes, .identifiersOpaque]

    func cases(of contract: Contract) -> [PlannedCase] {
        let kinds = IdentifierKinds(contract)
        return contract.actions.flatMap { action -> [PlannedCase] in
            let bytes = contract.rules(for: .identifiersByBytes, of: action)
            let opaque = contract.rules(for: .identifiersOpaque, of: action)
            return Self.identifiers(of: action, kinds).flatMap { identifier in
                [
                    planned(identifier, action, "is compared by its bytes", bytes, Self.compare),
                    planned(identifier, action, "is a word like any other id", opaque, Self.tryWords),
                ]
            }
        }
    }

    private func planned(
        _ identifier: Identifier,
        _ action: Action,
        _ what: String,
        _ rules: [Rule],
        _ run: @escaping @Sendable (Probe, [Rule]) async throws(AttemptEnd) -> Void
    ) -> PlannedCase {
        let name = identifier.place.tokens.joined(separator: ".")
        return PlannedCase(
            suite: action.name,
            kind: .negative,
            name: "\(name) \(what)\(identifier.isOfMany ? ", in '\(identifier.example.name)'" : "")",
            rules: rules,
            // A keyword may be another client's id: the record that it names must not change during the attempt.
            isAlone: rules.contains { $0.check == .identifiersOpaque } && action.isSafe
                && identifier.maker == .client
        ) { attempt throws(AttemptEnd) in
            try await run(Probe(identifier: identifier, action: action, attempt: attempt), rules)
        }
    }

    // MARK: Ids

    /// An id of an example's request.
    private struct Identifier: Sendable {
        let example: Example
        let place: JSONPointer
        let maker: ValueAnnotation.Maker
        /// The names of ids of other kinds.
        let otherKinds: [String]
        /// Whether the action has several cases about this place.
        var isOfMany = false
    }

    /// Returns the ids of the examples that succeed; of examples with the same ids the first one's.
    private static func identifiers(of action: Action, _ kinds: IdentifierKinds) -> [Identifier] {
        var seen: Set<[JSONPointer]> = []
        var found: [Identifier] = []
        let working = action.examples.filter { $0.isSuccess && $0.form == nil }
        for example in working.filter({ !$0.after.isEmpty }) + working.filter(\.after.isEmpty) {
            let ids = action.annotations(ofRequest: example.request).entries.filter {
                $0.annotation.identity != nil
            }
            guard seen.insert(ids.map(\.pointer)).inserted else { continue }
            found += ids.compactMap { entry in
                entry.annotation.identity.map {
                    Identifier(
                        example: example,
                        place: entry.pointer,
                        maker: $0,
                        otherKinds: kinds.others(than: entry.pointer.tokens.last ?? "")
                    )
                }
            }
        }
        return found.map { identifier in
            var identifier = identifier
            identifier.isOfMany = found.count { $0.place == identifier.place } > 1
            return identifier
        }
    }

    // MARK: Requests

    /// An id of an action in an attempt.
    private struct Probe: Sendable {
        let identifier: Identifier
        let action: Action
        let attempt: Attempt

        /// Creates the state in which the example's id is used, and returns the example's arguments.
        func prepare() async throws(AttemptEnd) -> JSONObject {
            var runner = ExampleRunner(attempt)
            let arguments = try await runner.preparedArguments(of: identifier.example, action)
            let entries = action.annotations(ofRequest: identifier.example.request).entries
            // An action that creates its records by itself creates them first.
            if !action.isSafe, !entries.contains(where: { $0.annotation.identity == .server }) {
                _ = try await runner.send(identifier.example, action)
            }
            return arguments
        }

        /// Sends the arguments with another id, which is not remembered as one of the attempt's.
        func send(_ id: String, in arguments: JSONObject) async throws(AttemptEnd) -> (
            RecordedExchange, ComparableAnswer
        ) {
            let changed = JSONValue.object(arguments).replacing(at: identifier.place, with: .string(id))
            let request = attempt.context.requests.request(action, changed.objectValue ?? arguments)
            let answer = try await attempt.send(request, for: action)
            let asked = ExactString(id)
            let comparable = ComparableAnswer(
                answer,
                of: action,
                attempt,
                replacing: { ExactString($0) == asked ? "ID" : nil }
            )
            return (answer, comparable)
        }

        var name: String { identifier.place.tokens.joined(separator: ".") }

        func broken(
            _ rules: [Rule],
            _ what: String,
            expected: String,
            _ answer: RecordedExchange
        ) throws(AttemptEnd) {
            for rule in rules {
                try attempt.require(
                    Finding(
                        rule: rule,
                        summary:
                            "\(action.name) with \(name) \(what) is answered otherwise than with an id that nobody has",
                        [
                            Deviation(
                                .value,
                                at: .exchange,
                                expected: Evidence(text: expected),
                                seen: Evidence(text: answer.answerSummary)
                            )
                        ],
                        exchange: answer.number
                    )
                )
            }
        }
    }

    private static func compare(_ probe: Probe, _ rules: [Rule]) async throws(AttemptEnd) {
        let (attempt, action) = (probe.attempt, probe.action)
        let arguments = try await probe.prepare()
        guard let id = JSONValue.object(arguments)[probe.identifier.place]?.stringValue else { return }
        let before = action.isSafe ? nil : try await StateSnapshot(for: action, attempt)
        let stranger = AlteredIdentifiers.unrelated(to: id, probe.identifier.maker, attempt)
        let expected = try await probe.send(stranger, in: arguments).1
        // A change by the unused id may as well be another client's.
        let isJudgedByState = expected.isRefusal || probe.identifier.maker == .client
        var unchanged = isJudgedByState ? before : nil
        if let before, unchanged != nil, !expected.isRefusal {
            let after = try await StateSnapshot(for: action, attempt)
            unchanged = before.changes(to: after).isEmpty ? after : nil
        }
        let ofOtherKinds = probe.identifier.otherKinds.compactMap { name in
            attempt.identifier(named: name)?.stringValue.map { (name: "that is a \(name)", id: $0) }
        }
        for (name, similar) in AlteredIdentifiers.similar(to: id) + ofOtherKinds.filter({ $0.id != id }) {
            let (answer, seen) = try await probe.send(similar, in: arguments)
            if !seen.agrees(with: expected) {
                try probe.broken(rules, name, expected: expected.summary, answer)
            }
        }
        guard let unchanged else { return }
        let after = try await StateSnapshot(for: action, attempt)
        let changes = unchanged.changes(to: after).prefix(10)
        guard let change = changes.first else { return }
        for rule in rules {
            try attempt.require(
                Finding(
                    rule: rule,
                    summary:
                        "\(action.name) with a \(probe.name) that nobody has changed a record: \(change.line)",
                    changes.map(\.deviation),
                    comparedWith: Set(changes.map(\.shownBy))
                )
            )
        }
    }

    private static func tryWords(_ probe: Probe, _ rules: [Rule]) async throws(AttemptEnd) {
        let action = probe.action
        let isSomebodys = action.isSafe && probe.identifier.maker == .client
        var before: [ComparableAnswer] = []
        if isSomebodys {
            // Known ids of the arguments do not matter for an id of the client's.
            let arguments = ExampleRunner(probe.attempt).arguments(of: probe.identifier.example, action)
            for word in AlteredIdentifiers.words {
                before.append(try await probe.send(word, in: arguments).1)
            }
        }
        let arguments = try await probe.prepare()
        guard let id = JSONValue.object(arguments)[probe.identifier.place]?.stringValue else { return }
        let stranger = AlteredIdentifiers.unrelated(to: id, probe.identifier.maker, probe.attempt)
        let expected = try await probe.send(stranger, in: arguments).1
        for (number, word) in AlteredIdentifiers.words.enumerated() {
            let (answer, seen) = try await probe.send(word, in: arguments)
            let isRight: Bool
            if isSomebodys {
                // The id may exist, but is unrelated to the records of the attempt.
                let isServed = answer.isSuccess || (expected.isRefusal && seen.isRefusal)
                isRight =
                    isServed && seen.agrees(with: before[number])
                    && answer.json?.mentions(probe.attempt.ids) != true
            } else {
                isRight = seen.agrees(with: expected)
            }
            if !isRight {
                try probe.broken(rules, "'\(word)'", expected: expected.summary, answer)
            }
        }
    }
}
