import JSON
import Tables

extension SupportBackend {
    /// The time now as an attribute holds it.
    var moment: JSONNumber { JSONNumber(time.now()) }

    /// Tries until there is a result: `nil` says that another writer came between.
    ///
    /// Every loser means that somebody else has won, so writers together always get on; pauses grow, so that many
    /// of them do not keep getting in each other's way.
    ///
    /// - Throws: what `attempt` throws, or ``Failure/busy`` when the attempts are used up.
    func retrying<Result>(
        _ attempt: () async throws(Failure) -> Result?
    ) async throws(Failure) -> Result {
        for round in 0..<max(options.attempts, 1) {
            if let result = try await attempt() { return result }
            if round < 8 {
                await Task.yield()
            } else {
                // A task that is cancelled goes on without the pause; its write is still right.
                try? await Task.sleep(for: .microseconds(Int.random(in: 0..<(1 << min(round, 15)))))
            }
        }
        throw .busy
    }

    /// Writes; the result says which condition did not hold, if any, and `nil` that the tables were busy.
    ///
    /// - Throws: ``Failure`` for everything that trying again cannot change.
    func attempt(_ actions: [WriteAction]) async throws(Failure) -> WriteResult? {
        do {
            try await store.transact(actions)
            return .written
        } catch {
            switch error {
            case .conflict: return nil
            case .conditionFailed(let action, let existing):
                return .refused(action: action, existing: existing)
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

    /// Reads all items that a query finds.
    func items(_ query: Query) async throws(Failure) -> [Item] {
        do {
            return try await store.allItems(query)
        } catch {
            throw Failure(error)
        }
    }
}

/// What came of a conditional write.
enum WriteResult {
    /// Everything was written.
    case written
    /// Nothing was: the condition of that action did not hold for the item, `nil` for none.
    case refused(action: Int, existing: Item?)
}
