import JSON
public import Tables

/// Makes, describes and deletes tables in DynamoDB; each call can be repeated.
public struct TableProvisioner: Sendable {
    /// What a call has done to a table.
    public enum Outcome: String, Sendable, Hashable {
        /// It was made.
        case created
        /// It was there, and got what it lacked.
        case updated
        /// It was as it should be.
        case unchanged
        /// It was deleted.
        case deleted
        /// There was none.
        case absent
    }

    /// What the tables' names begin with.
    public let prefix: String
    let client: DynamoDBClient
    private let pollMilliseconds: Int
    private let polls: Int

    /// Creates a provisioner.
    ///
    /// - Parameters:
    ///   - configuration: Where DynamoDB is, and how it is used.
    ///   - prefix: What the tables' names begin with.
    ///   - pollMilliseconds: The time between two looks at a table that is not ready yet.
    ///   - polls: How often it is looked at.
    public init(
        _ configuration: DynamoDBConfiguration,
        prefix: String = "",
        pollMilliseconds: Int = 1_000,
        polls: Int = 900
    ) {
        self.prefix = prefix
        self.pollMilliseconds = pollMilliseconds
        self.polls = polls
        client = DynamoDBClient(configuration)
    }

    /// Makes a table, or gives an existing one what it lacks, and waits until it can be used.
    ///
    /// - Returns: ``Outcome/created``, ``Outcome/updated`` or ``Outcome/unchanged``.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when an existing table has another key, or DynamoDB refuses.
    public func create(_ table: TableSpecification) async throws(TableStoreError) -> Outcome {
        let name = prefix + table.definition.name
        var outcome = Outcome.unchanged
        if try await description(of: name) == nil {
            do throws(DynamoDBError) {
                _ = try await client.call("CreateTable", .object(table.createTable(prefix: prefix)))
                outcome = .created
            } catch {
                // Another process, or a first attempt whose answer was lost, has made it meanwhile.
                guard case .refused(let refusal) = error, refusal.type == "ResourceInUseException" else {
                    throw Self.storeError(error)
                }
            }
        }
        var description = try await waitUntilActive(name)
        try Self.check(description, table, name)
        // DynamoDB makes one index at a time; a change that does not show is not tried again.
        for _ in 0...table.definition.indexes.count {
            guard let update = Self.nextUpdate(of: description, to: table, name) else { break }
            try await call("UpdateTable", .object(update))
            description = try await waitUntilActive(name)
            if outcome == .unchanged { outcome = .updated }
        }
        if try await enableExpiry(table, name), outcome == .unchanged { outcome = .updated }
        return outcome
    }

    /// Deletes a table with all its items, and waits until it is gone.
    ///
    /// - Returns: ``Outcome/deleted`` or ``Outcome/absent``.
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    public func delete(_ table: TableDefinition) async throws(TableStoreError) -> Outcome {
        let name = prefix + table.name
        guard try await description(of: name) != nil else { return .absent }
        do throws(DynamoDBError) {
            _ = try await client.call("DeleteTable", ["TableName": .string(name)])
        } catch {
            guard case .refused(let refusal) = error, refusal.type == "ResourceNotFoundException" else {
                throw Self.storeError(error)
            }
        }
        for _ in 0..<polls {
            if try await description(of: name) == nil { return .deleted }
            try await pause()
        }
        throw .unavailable(reason: "\(name) is still being deleted; look again later")
    }

    /// Returns how a table is.
    ///
    /// - Returns: The description; `nil` where there is no such table.
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    public func describe(_ table: TableDefinition) async throws(TableStoreError) -> TableDescription? {
        let name = prefix + table.name
        guard let description = try await description(of: name) else { return nil }
        let expiry = try await call("DescribeTimeToLive", ["TableName": .string(name)])
        return TableDescription(name, description, expiry: expiry["TimeToLiveDescription"])
    }

    // MARK: Steps

    private func description(of name: String) async throws(TableStoreError) -> JSONValue? {
        do throws(DynamoDBError) {
            return try await client.call("DescribeTable", ["TableName": .string(name)])["Table"]
        } catch {
            if case .refused(let refusal) = error, refusal.type == "ResourceNotFoundException" { return nil }
            throw Self.storeError(error)
        }
    }

    /// Waits until a table and its indexes can be used.
    private func waitUntilActive(_ name: String) async throws(TableStoreError) -> JSONValue {
        for _ in 0..<polls {
            if let description = try await description(of: name) {
                let indexes = description["GlobalSecondaryIndexes"]?.arrayValue ?? []
                let isActive =
                    description["TableStatus"] == "ACTIVE"
                    && indexes.allSatisfy { ($0["IndexStatus"] ?? "ACTIVE") == "ACTIVE" }
                if isActive { return description }
            }
            try await pause()
        }
        throw .unavailable(
            reason: "\(name) is still not active; look again later by 'understudy tables describe'"
        )
    }

    /// Enables the end of items.
    ///
    /// - Returns: Whether it was not enabled before.
    private func enableExpiry(_ table: TableSpecification, _ name: String) async throws(TableStoreError)
        -> Bool
    {
        guard let request = table.updateTimeToLive(prefix: prefix) else { return false }
        let now = try await call("DescribeTimeToLive", ["TableName": .string(name)])["TimeToLiveDescription"]
        let status = now?["TimeToLiveStatus"]?.stringValue ?? "DISABLED"
        guard !["ENABLED", "ENABLING"].contains(status) else {
            guard now?["AttributeName"]?.stringValue == table.expiry else {
                throw .unavailable(
                    reason: "the items of \(name) end by another attribute; disable its time to live first"
                )
            }
            return false
        }
        try await call("UpdateTimeToLive", .object(request))
        return true
    }

    @discardableResult
    private func call(_ operation: String, _ request: JSONValue) async throws(TableStoreError) -> JSONValue {
        do throws(DynamoDBError) {
            return try await client.call(operation, request)
        } catch {
            throw Self.storeError(error)
        }
    }

    private func pause() async throws(TableStoreError) {
        do {
            try await Task.sleep(for: .milliseconds(pollMilliseconds))
        } catch {
            throw .unavailable(reason: "the task was cancelled")
        }
    }

    private static func storeError(_ error: DynamoDBError) -> TableStoreError {
        .unavailable(reason: error.description)
    }
}
