import Contracts
import JSON

/// Two actions that write the same record at the same time leave what one after the other leaves: neither writes back what
/// it has read of the other's part.
///
/// What is right is learnt from the endpoint itself: both orders are run first, one request at a time.
struct ConcurrentPairs: CaseProvider {
    func cases(of contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: .concurrentEffects, of: nil)
        guard !rules.isEmpty else { return [] }
        let examples = contract.actions.filter { !$0.isSafe }.flatMap { action in
            Self.examples(of: action).compactMap { RecordWrite(action, $0, contract) }
        }
        return examples.indices.flatMap { index in
            examples[index...].compactMap { other -> PlannedCase? in
                let first = examples[index]
                guard first.changesRecord(of: other) else { return nil }
                let pair = WritePair(first, other, contract)
                return PlannedCase(
                    suite: first.action.name,
                    kind: .concurrent,
                    name: "'\(first.example.name)' beside \(other.action.name) '\(other.example.name)'",
                    rules: rules
                ) { attempt throws(AttemptEnd) in
                    try await pair.run(rules, attempt)
                }
            }
        }
    }

    /// The examples in the canonical form, and of others those that leave out what these all have.
    private static func examples(of action: Action) -> [Example] {
        let working = action.examples.filter(\.isSuccess)
        var known = Set(working.filter { $0.form == nil }.map { Set($0.request.names) })
        return working.filter { $0.form == nil || known.insert(Set($0.request.names)).inserted }
    }
}

/// An example that changes a record which is there already.
struct RecordWrite: Sendable {
    let action: Action
    let example: Example
    let identifiers: Set<String>
    let tables: Set<String>

    /// Takes an example; `nil` unless it is one that succeeds and names a record by an id of the service.
    ///
    /// One that only works after the same action has been there before has nothing left to change.
    init?(_ action: Action, _ example: Example, _ contract: Contract) {
        let request = JSONValue.object(example.request)
        let identifiers = action.annotations(ofRequest: example.request).entries.compactMap { entry in
            entry.annotation.identity == .server ? request[entry.pointer]?.stringValue : nil
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

    /// Whether both write a table and name the same record.
    func changesRecord(of other: RecordWrite) -> Bool {
        !tables.isDisjoint(with: other.tables) && !identifiers.isDisjoint(with: other.identifiers)
    }
}
