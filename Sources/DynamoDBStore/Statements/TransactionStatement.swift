import JSON
import Tables

/// Writes the requests of transactions: `TransactWriteItems` and `TransactGetItems`.
struct TransactionStatement {
    /// What the tables' names begin with.
    let prefix: String

    /// Returns the request that applies actions.
    ///
    /// - Parameters:
    ///   - actions: The actions, each with the definition of its table.
    ///   - token: The idempotency token.
    /// - Returns: The request.
    /// - Throws: ``TableStoreError/invalidChange(table:attribute:reason:)`` when a number is added to another type.
    func write(
        _ actions: [(action: WriteAction, table: TableDefinition)],
        token: String
    ) throws(TableStoreError) -> JSONValue {
        var items: [JSONValue] = []
        items.reserveCapacity(actions.count)
        for (action, table) in actions { items.append(try write(action, table)) }
        return ["ClientRequestToken": .string(token), "TransactItems": .array(items)]
    }

    /// Returns the request that reads items as of one moment.
    func read(_ items: [(key: Key, table: TableDefinition)]) -> JSONValue {
        [
            "TransactItems": .array(
                items.map { key, table in
                    [
                        "Get": [
                            "TableName": .string(prefix + table.name),
                            "Key": AttributeValue.encode(key, table.key),
                        ]
                    ]
                }
            )
        ]
    }

    private func write(
        _ action: WriteAction,
        _ table: TableDefinition
    ) throws(TableStoreError) -> JSONValue {
        var request: JSONObject = ["TableName": .string(prefix + table.name)]
        var placeholders = Placeholders()
        let kind: String
        var isCheck = false
        switch action.operation {
        case .put(let item):
            kind = "Put"
            request["Item"] = AttributeValue.encode(item: item)
        case .update(let key, let changes):
            kind = "Update"
            request["Key"] = AttributeValue.encode(key, table.key)
            request["UpdateExpression"] = .string(
                try UpdateExpression.text(changes, in: table.name, &placeholders)
            )
        case .delete(let key):
            kind = "Delete"
            request["Key"] = AttributeValue.encode(key, table.key)
        case .check(let key):
            kind = "ConditionCheck"
            isCheck = true
            request["Key"] = AttributeValue.encode(key, table.key)
        }
        let condition = ConditionExpression.text(
            action.condition,
            key: table.key.partition.name,
            isRequired: isCheck,
            &placeholders
        )
        if let condition {
            request["ConditionExpression"] = .string(condition)
            // So that the error says how the item is.
            request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        }
        placeholders.add(to: &request)
        return [kind: .object(request)]
    }
}
