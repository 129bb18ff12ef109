import JSON
import Tables

extension DynamoDBStore {
    /// How often a transaction is tried whose items were changed between reading them and writing.
    private static let uniqueKeyAttempts = 16

    /// Applies all actions of a transaction or none, together with the items of the unique values that it changes.
    ///
    /// A value whose holder does not have it any more is taken over: DynamoDB itself deletes expired items, and other
    /// programs may write without these items.
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:token:)``.
    func transact(
        keepingUnique actions: [UniqueKeyTransaction.Action],
        token: String?
    ) async throws(TableStoreError) {
        var findings = UniqueKeyTransaction.Findings()
        for _ in 0..<Self.uniqueKeyAttempts {
            let before = try await itemsBefore(actions)
            let transaction = try UniqueKeyTransaction(actions, before: before, findings)
            guard transaction.actions.count <= TableLimits.transactionActions else {
                throw .transactionCount(transaction.actions.count)
            }
            let failures = try await send(transaction.actions, token: token, asked: actions.map(\.action))
            guard !failures.isEmpty else { return }
            let asked = failures.filter { failure in
                guard actions.indices.contains(failure.action),
                    let condition = actions[failure.action].action.condition
                else { return false }
                return !condition.holds(for: failure.existing)
            }
            guard asked.isEmpty else { throw .conditionFailed(asked) }
            for failure in failures {
                if let claim = transaction.claims[failure.action] {
                    guard
                        let holder = failure.existing?[UniqueValue.holderName]?.stringValue
                            .map({ ExactString($0) })
                    else { continue }
                    guard try await !has(claim, holder) else {
                        throw .notUnique(
                            action: claim.action,
                            table: claim.table.name,
                            attributes: claim.unique.attributes
                        )
                    }
                    findings.overtaken[claim.place] = holder
                } else if let value = transaction.releases[failure.action] {
                    findings.foreign.insert(value)
                } else {
                    for value in transaction.takeovers[failure.action] ?? [] {
                        findings.overtaken[value] = nil
                    }
                }
            }
        }
        throw .conflict
    }

    /// Reads the items before actions whose conditions do not say what they are; no attributes for none.
    private func itemsBefore(
        _ actions: [UniqueKeyTransaction.Action]
    ) async throws(TableStoreError) -> [Int: Item] {
        let unknown = try UniqueKeyTransaction.unknown(actions)
        guard !unknown.isEmpty else { return [:] }
        let found = try await batch(unknown.map(\.address))
        var items: [Int: Item] = [:]
        for (place, address) in unknown { items[place] = found[address] ?? Item() }
        return items
    }

    /// Whether the holder of a value still has it.
    private func has(
        _ claim: UniqueKeyTransaction.Claim,
        _ holder: ExactString
    ) async throws(TableStoreError) -> Bool {
        guard let key = UniqueValue.key(holder.string),
            let item = try await item(for: key, in: claim.table.name)
        else { return false }
        return UniqueValue(claim.unique, of: item, with: key)?.text == claim.value.text
    }
}
