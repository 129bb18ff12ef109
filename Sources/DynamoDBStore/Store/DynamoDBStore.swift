public import JSON
public import Tables

/// A store in DynamoDB's tables, which other processes may use as well.
///
/// A transaction is one `TransactWriteItems`, also where it has a single action: its idempotency token makes it safe to
/// send it again when an answer is lost. DynamoDB keeps numbers by their value, so `0.10` is read as `0.1`, and items with
/// equal index keys have no order. Unique keys have tables of their own, see ``Tables/TableDefinition/uniqueKeyTable``.
public struct DynamoDBStore: TableStore {
    /// The table definitions.
    public let definitions: [TableDefinition]
    /// What the tables' names in DynamoDB begin with, before the names of the definitions.
    public let prefix: String
    let client: DynamoDBClient

    /// Creates a store of existing tables; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - definitions: The tables.
    ///   - configuration: Where DynamoDB is, and how it is used.
    ///   - prefix: What the tables' names begin with, so that several sets of tables have room in one account.
    public init(
        _ definitions: [TableDefinition],
        _ configuration: DynamoDBConfiguration,
        prefix: String = ""
    ) {
        self.definitions = definitions
        self.prefix = prefix
        client = DynamoDBClient(configuration)
    }

    /// Returns the item with the given key, if any, as of the last finished write.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/item(for:in:)``.
    public func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        let definition = try rules.definition(of: table)
        try definition.key.check(key, in: table)
        let request: JSONValue = [
            "TableName": .string(prefix + table), "Key": AttributeValue.encode(key, definition.key),
            "ConsistentRead": true,
        ]
        let result = try await call("GetItem", request)
        guard let item = result["Item"] else { return nil }
        return try AttributeValue.item(item, in: table)
    }

    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/query(_:)``.
    public func query(_ query: Query) async throws(TableStoreError) -> Page {
        let range = try KeyRange(query, in: rules)
        guard let statement = PageStatement(query, range, prefix: prefix) else {
            return Page(items: [], keyAttributes: range.pageKeyAttributes, next: nil)
        }
        return try await page("Query", statement, range, isConsistent: query.isConsistent)
    }

    /// Returns a page of all items of a table or an index.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/scan(_:)``.
    public func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        let range = try KeyRange(scan, in: rules)
        let statement = PageStatement(scan, range, prefix: prefix)
        return try await page("Scan", statement, range, isConsistent: scan.isConsistent)
    }

    private func page(
        _ operation: String,
        _ statement: PageStatement,
        _ range: KeyRange,
        isConsistent: Bool
    ) async throws(TableStoreError) -> Page {
        let result = try await call(operation, statement.request)
        let table = range.table
        var items: [Item] = []
        for value in result["Items"]?.arrayValue ?? [] {
            items.append(try AttributeValue.item(value, in: table.name))
        }
        var bytes = 0
        if statement.isFiltered {
            // The answer has not all items that were read, but what reading them has cost: half when eventual.
            let units = result["ConsumedCapacity"]?["CapacityUnits"]?.numberValue?.doubleValue ?? 0
            let read = units * Double(CapacityUsage.readUnitBytes * (isConsistent ? 1 : 2))
            bytes = (0...Double(TableLimits.pageBytes)).contains(read) ? Int(read) : TableLimits.pageBytes
        } else {
            for item in items { bytes += (try? table.validate(item).size) ?? 0 }
        }
        if let filter = statement.localFilter { items.removeAll { !filter.holds(for: $0) } }
        var next: PageKey?
        if let last = result["LastEvaluatedKey"], last.objectValue?.isEmpty == false {
            next = PageKey(try AttributeValue.item(last, in: table.name))
        }
        return Page(items: items, keyAttributes: range.pageKeyAttributes, next: next, bytes: bytes)
    }

    /// The rules of the tables, without their items.
    var rules: FoundItems { FoundItems(definitions: definitions) }

    /// Calls an operation.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``, or ``TableStoreError/conflict``.
    func call(_ operation: String, _ request: JSONValue) async throws(TableStoreError) -> JSONValue {
        do throws(DynamoDBError) {
            return try await client.call(operation, request)
        } catch {
            throw storeError(error)
        }
    }

    /// Returns the store's error of an error that no rule of tables explains.
    func storeError(_ error: DynamoDBError) -> TableStoreError {
        guard case .refused(let refusal) = error else { return .unavailable(reason: error.description) }
        if refusal.isConflict { return .conflict }
        if refusal.type == "ResourceNotFoundException" {
            let tables = definitions.flatMap { [$0] + ($0.uniqueKeyTable.map { [$0] } ?? []) }
            let names = tables.map { prefix + $0.name }.joined(separator: ", ")
            return .unavailable(
                reason:
                    "\(client.configuration.endpoint.origin) lacks one of the tables \(names), or an index of "
                    + "it; run 'understudy tables create --store dynamodb'"
            )
        }
        return .unavailable(reason: error.description)
    }
}
