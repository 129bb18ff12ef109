import Contracts
import JSON
import VerifierEvents

/// Checks that two actions that write the same record concurrently leave a state that sequential writes leave: neither
/// overwrites the other's part with a value that it has read before.
///
/// The expected states are learnt from the endpoint: both orders are run first, one request at a time.
struct ConcurrentPairs: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.concurrentEffects]

    func cases(of contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: .concurrentEffects, of: nil)
        guard !rules.isEmpty else { return [] }
        let examples = contract.actions.filter { !$0.isSafe }.flatMap { action in
            Self.examples(of: action).compactMap { RecordWrite(action, $0, contract) }
        }
        return IdempotentCreation.all(in: contract).map { $0.planned(rules) }
            + pairs(of: examples, rules, contract)
    }

    private func pairs(of examples: [RecordWrite], _ rules: [Rule], _ contract: Contract) -> [PlannedCase] {
        examples.indices.flatMap { index in
            examples[index...].compactMap { other -> PlannedCase? in
                let first = examples[index]
                guard first.changesRecord(of: other) else { return nil }
                let pair = WritePair(first, other, contract)
                return PlannedCase(
                    suite: first.action.name,
                    kind: .concurrent,
                    name: "'\(first.example.name)' beside \(other.action.name) '\(other.example.name)'",
                    rules: rules,
                    actions: [first.action.name, other.action.name],
                    // Several rounds of both orders, with what they need and the reads after them.
                    requests: 30
                ) { attempt throws(AttemptEnd) in
                    try await pair.run(rules, attempt)
                }
            }
        }
    }

    /// The examples in the canonical form, and of others those that leave out arguments that these all have.
    private static func examples(of action: Action) -> [Example] {
        let working = action.examples.filter(\.isSuccess)
        var known = Set(working.filter { $0.form == nil }.map { Set($0.request.names) })
        return working.filter { $0.form == nil || known.insert(Set($0.request.names)).inserted }
    }
}

/// An example that changes an existing record.
struct RecordWrite: Sendable {
    let action: Action
    let example: Example
    let identifiers: Set<String>
    let tables: Set<String>

    /// Creates a write from an example; `nil` unless it succeeds and names a record by an id of the service.
    ///
    /// An example that depends on an earlier success of the same action changes nothing more.
    init?(_ action: Action, _ example: Example, _ contract: Contract) {
        let request = JSONValue.object(example.request)
        let identifiers = action.annotations(ofRequest: example.request).entries.compactMap { entry in
            entry.annotation.identity == .server ? request[entry.pointer]?.identifierText : nil
        }
        guard example.isSuccess, !identifiers.isEmpty,
            !contract.exchanges(before: example).contains(where: { exchange in
                exchange.action.name == action.name && !exchange.example.after.isEmpty
            })
        else { return nil }
        self.action = action
        self.example = example
        self.identifiers = Set(identifiers)
        tables = Set(action.tables.writes)
    }

    /// Returns whether all successes of the action have the ids that the example's answer has.
    func tellsIdentifiers(_ exchanges: [RecordedExchange]) -> Bool {
        guard let body = example.body else { return true }
        let places = action.annotations(ofResponse: body, status: example.status).entries
            .filter { $0.annotation.identity == .server }.map(\.pointer)
        let answers = exchanges.filter { $0.action == action.name && $0.isSuccess }
        return answers.allSatisfy { answer in places.allSatisfy { answer.json?[$0] != nil } }
    }

    /// Returns whether both write a table and name the same record.
    func changesRecord(of other: RecordWrite) -> Bool {
        !tables.isDisjoint(with: other.tables) && !identifiers.isDisjoint(with: other.identifiers)
    }
}
