import Foundation
import JSON
public import Tables

extension DynamoDBStore {
    /// Applies all actions of a transaction or none, by one `TransactWriteItems`.
    ///
    /// All attempts have the same idempotency token, so that none is applied twice. Tokens are those of the account and
    /// region: two sets of tables must not share one.
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:token:)``; ``TableStoreError/conflict`` when other
    ///   transactions of the same items won each time.
    public func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        if let token, !(1...TableLimits.tokenCharacters).contains(token.utf16.count) {
            throw .invalidToken(token)
        }
        let validated = try validated(actions)
        guard validated.allSatisfy(\.table.uniqueKeys.isEmpty) else {
            return try await transact(keepingUnique: validated, token: token)
        }
        let failures = try await send(validated, token: token, asked: actions)
        guard failures.isEmpty else { throw .conditionFailed(failures) }
    }

    /// Sends one `TransactWriteItems`.
    ///
    /// - Parameters:
    ///   - actions: The actions.
    ///   - token: The idempotency token; `nil` for a new one.
    ///   - asked: The actions of the caller, of which an error speaks.
    /// - Returns: The conditions that failed, so that nothing was written; none when everything was.
    /// - Throws: ``TableStoreError``.
    func send(
        _ actions: [(action: WriteAction, table: TableDefinition)],
        token: String?,
        asked: [WriteAction]
    ) async throws(TableStoreError) -> [FailedCondition] {
        let request = try TransactionStatement(prefix: prefix).write(
            actions,
            token: token ?? UUID().uuidString
        )
        do throws(DynamoDBError) {
            _ = try await client.call("TransactWriteItems", request)
            return []
        } catch {
            guard case .refused(let refusal) = error else { throw storeError(error) }
            if refusal.type == "IdempotentParameterMismatchException" { throw .tokenReused(token ?? "") }
            if refusal.isConflict { throw .conflict }
            if refusal.isRuleBreach { try await explain(asked) }
            let failures = try failedConditions(refusal, of: actions.map(\.action))
            guard failures.isEmpty else { return failures }
            throw storeError(error)
        }
    }

    /// Finds the definitions of a transaction's tables, and refuses what breaks a rule by itself.
    ///
    /// What depends on the items that are there is left to DynamoDB.
    private func validated(
        _ actions: [WriteAction]
    ) throws(TableStoreError) -> [(action: WriteAction, table: TableDefinition)] {
        guard (1...TableLimits.transactionActions).contains(actions.count) else {
            throw .transactionCount(actions.count)
        }
        var validated: [(action: WriteAction, table: TableDefinition)] = []
        var seen: Set<ItemAddress> = []
        var bytes = 0
        for (offset, action) in actions.enumerated() {
            let table = try rules.definition(of: action.table)
            let key: Key
            switch action.operation {
            case .put(let item):
                bytes += try table.validate(item).size
                key = try table.key.key(of: item, in: table.name)
            case .update(let updated, let changes):
                key = updated
                try table.key.check(key, in: table.name)
                for change in changes
                where table.key.attributes.contains(where: { $0.name == change.attribute }) {
                    throw .invalidChange(
                        table: table.name,
                        attribute: change.attribute,
                        reason: "is part of the item's key"
                    )
                }
            case .delete(let named), .check(let named):
                key = named
                try table.key.check(key, in: table.name)
            }
            guard seen.insert(ItemAddress(table.name, key)).inserted else {
                throw .transactionRepeatsItem(action: offset)
            }
            validated.append((action, table))
        }
        guard bytes <= TableLimits.transactionBytes else { throw .transactionTooLarge(bytes: bytes) }
        return validated
    }

    /// Finds out which rule a refused transaction breaks: DynamoDB only says so in words.
    ///
    /// - Throws: ``TableStoreError`` of the rule.
    private func explain(_ actions: [WriteAction]) async throws(TableStoreError) {
        var addresses: [ItemAddress] = []
        for action in actions { addresses.append(try rules.address(of: action)) }
        let items = try await batch(addresses)
        _ = try TransactionPlan(actions, of: FoundItems(definitions: definitions, items: items))
    }

    private func failedConditions(
        _ refusal: DynamoDBError.Refusal,
        of actions: [WriteAction]
    ) throws(TableStoreError) -> [FailedCondition] {
        var failures: [FailedCondition] = []
        for (offset, reason) in refusal.reasons.enumerated() where reason.code == "ConditionalCheckFailed" {
            guard actions.indices.contains(offset) else { continue }
            var existing: Item?
            if let item = reason.item, item.objectValue?.isEmpty == false {
                existing = try AttributeValue.item(item, in: actions[offset].table)
            }
            failures.append(FailedCondition(action: offset, existing: existing))
        }
        return failures
    }
}

extension DynamoDBError.Refusal {
    /// Whether the request breaks a rule of DynamoDB, so that it would be refused again.
    var isRuleBreach: Bool {
        type == "ValidationException"
            || reasons.contains { ["ValidationError", "ItemCollectionSizeLimitExceeded"].contains($0.code) }
    }
}
