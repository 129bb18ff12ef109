import JSON
import Tables

extension SupportBackend {
    /// The current time as an attribute value.
    var timestamp: JSONNumber { JSONNumber(time.now()) }

    /// Retries an optimistic write until it returns a result; `nil` means that a concurrent writer won.
    ///
    /// A loser always implies a winner, so the writers together make progress. The backoff grows, so that many
    /// writers do not keep colliding.
    ///
    /// - Throws: The error of `attempt`, or ``Failure/busy`` when all attempts failed.
    func retrying<Result>(
        _ attempt: () async throws(Failure) -> Result?
    ) async throws(Failure) -> Result {
        for round in 0..<max(options.attempts, 1) {
            if let result = try await attempt() { return result }
            if round < 8 {
                await Task.yield()
            } else {
                // A cancelled task continues without the pause; its write is still correct.
                try? await Task.sleep(for: .microseconds(Int.random(in: 0..<(1 << min(round, 15)))))
            }
        }
        throw .busy
    }

    /// Attempts a transaction; the result says which condition failed, if any, and `nil` that there was a conflict.
    ///
    /// - Throws: ``Failure`` for everything that a retry cannot change.
    func attempt(_ actions: [WriteAction]) async throws(Failure) -> WriteResult? {
        do {
            try await store.transact(actions)
            return .written
        } catch {
            switch error {
            case .conflict: return nil
            case .conditionFailed(let conditions):
                guard let first = conditions.first else { return nil }
                return .refused(action: first.action, existing: first.existing)
            default: throw Failure(error)
            }
        }
    }

    /// Reads an item.
    func item(_ key: Key, in table: String) async throws(Failure) -> Item? {
        do {
            return try await store.item(for: key, in: table)
        } catch {
            throw Failure(error)
        }
    }

    /// Reads all items of a query.
    func items(_ query: Query) async throws(Failure) -> [Item] {
        do {
            return try await store.allItems(query)
        } catch {
            throw Failure(error)
        }
    }
}

/// The result of a conditional write.
enum WriteResult {
    /// Everything was written.
    case written
    /// Nothing was written: the condition of that action failed for the existing item, `nil` for none.
    case refused(action: Int, existing: Item?)
}
