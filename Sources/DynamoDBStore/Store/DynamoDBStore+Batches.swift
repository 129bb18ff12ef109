public import JSON
public import Tables

extension DynamoDBStore {
    /// Returns up to 100 items, `nil` for each that does not exist, by as many requests as that takes.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/items(_:)``.
    public func items(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?] {
        try addresses.validate()
        for address in addresses {
            try rules.definition(of: address.table).key.check(address.key, in: address.table)
        }
        let found = try await batch(addresses)
        return addresses.map { found[$0] }
    }

    /// Returns up to 100 items as of one moment.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transactionalItems(_:)``.
    public func transactionalItems(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?] {
        try addresses.validate()
        var reads: [(key: Key, table: TableDefinition)] = []
        for address in addresses {
            let definition = try rules.definition(of: address.table)
            try definition.key.check(address.key, in: address.table)
            reads.append((address.key, definition))
        }
        let request = TransactionStatement(prefix: prefix).read(reads)
        let result: JSONValue
        do throws(DynamoDBError) {
            result = try await client.call("TransactGetItems", request)
        } catch {
            if case .refused(let refusal) = error, refusal.isRuleBreach {
                // It does not say how much was found.
                let bytes = size(of: try await batch(addresses))
                if bytes > TableLimits.transactionBytes { throw .readTooLarge(bytes: bytes) }
            }
            throw storeError(error)
        }
        let responses = result["Responses"]?.arrayValue ?? []
        guard responses.count == addresses.count else {
            throw .unavailable(
                reason: "DynamoDB has answered a read of \(addresses.count) items with \(responses.count)"
            )
        }
        var items: [Item?] = []
        var bytes = 0
        for (response, read) in zip(responses, reads) {
            guard let value = response["Item"] else {
                items.append(nil)
                continue
            }
            let item = try AttributeValue.item(value, in: read.table.name)
            bytes += (try? read.table.validate(item).size) ?? 0
            items.append(item)
        }
        guard bytes <= TableLimits.transactionBytes else { throw .readTooLarge(bytes: bytes) }
        return items
    }

    /// Reads items by `BatchGetItem`, repeating what an answer leaves out.
    ///
    /// - Parameter addresses: Valid addresses, each once.
    /// - Returns: The items that exist.
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    func batch(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [ItemAddress: Item] {
        var keys = JSONObject()
        for address in addresses {
            let schema = try rules.definition(of: address.table).key
            let name = prefix + address.table
            let others = keys[name]?["Keys"]?.arrayValue ?? []
            let all = others + [AttributeValue.encode(address.key, schema)]
            keys[name] = ["Keys": .array(all), "ConsistentRead": true]
        }
        var found: [ItemAddress: Item] = [:]
        var attempt = 0
        while !keys.isEmpty {
            let result = try await call("BatchGetItem", ["RequestItems": .object(keys)])
            let count = found.count
            for definition in definitions {
                for value in result["Responses"]?[prefix + definition.name]?.arrayValue ?? [] {
                    let item = try AttributeValue.item(value, in: definition.name)
                    let key = try definition.key.key(of: item, in: definition.name)
                    found[ItemAddress(definition.name, key)] = item
                }
            }
            keys = result["UnprocessedKeys"]?.objectValue ?? JSONObject()
            // What is left out is due to the size of an answer, or to throttling: then it takes time.
            attempt = found.count > count ? 1 : attempt + 1
            guard !keys.isEmpty else { break }
            guard attempt < client.configuration.retries.attempts else {
                throw .unavailable(
                    reason: "DynamoDB has left out items of a batch \(attempt) times; try again later"
                )
            }
            do throws(DynamoDBError) {
                try await client.configuration.retries.wait(after: attempt)
            } catch {
                throw storeError(error)
            }
        }
        return found
    }

    private func size(of items: [ItemAddress: Item]) -> Int {
        var bytes = 0
        for (address, item) in items {
            bytes += (try? rules.definition(of: address.table).validate(item).size) ?? 0
        }
        return bytes
    }
}
