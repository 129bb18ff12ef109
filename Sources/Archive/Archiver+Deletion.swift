import Tables

extension Archiver {
    /// How often a transaction is repeated that lost against others.
    private static let attempts = 20
    /// A margin below the limit of a transaction: a store may count more than the items.
    private static let transactionBytes = TableLimits.transactionBytes / 2

    /// What became of a transaction.
    private enum Result {
        case done
        /// Nothing was deleted, as some items are not as they were read.
        case refused([FailedCondition])
        /// Nothing was deleted, as others write the same items.
        case lost
    }

    /// Deletes what is on disk.
    ///
    /// - Returns: What was changed since it was read, and so stays in the store, with the days.
    /// - Throws: ``ArchiveError/store(_:)``.
    func delete(
        _ groups: [ArchiveGroup]
    ) async throws(ArchiveError) -> [(day: String, record: ArchiveGroup.Record)] {
        var staying: [(day: String, record: ArchiveGroup.Record)] = []
        var single: [(day: String, record: ArchiveGroup.Record)] = []
        for group in groups {
            if group.others.isEmpty {
                single.append((group.day, group.root))
            } else {
                staying += try await delete(group).map { (group.day, $0) }
            }
        }
        var rest = single[...]
        while !rest.isEmpty {
            let count = Self.count(rest.map(\.record.bytes), limit: store.mostWrites)
            var part = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
            while !part.isEmpty {
                switch try await attempt(part.map(\.record.deletion)) {
                case .done: part = []
                case .lost:
                    staying += part
                    part = []
                case .refused(let failures):
                    // What is gone already is where it should be; what has changed stays.
                    for failure in failures.sorted(by: { $0.action > $1.action }) {
                        let record = part.remove(at: failure.action)
                        if failure.existing != nil { staying.append(record) }
                    }
                }
            }
        }
        return staying
    }

    /// Deletes a group: first what refers to its root while that is unchanged, then the root with the last of it.
    ///
    /// So nothing ever refers to what is gone, wherever a run ends.
    private func delete(_ group: ArchiveGroup) async throws(ArchiveError) -> [ArchiveGroup.Record] {
        var rest = group.others
        var isRootThere = true
        while true {
            let count = Self.count(rest.map(\.bytes), limit: store.mostWrites - 1)
            let isLast = count == rest.count
            var actions = rest.prefix(count).map(\.deletion)
            if isRootThere { actions.append(isLast ? group.root.deletion : group.root.deletion.asCheck) }
            guard !actions.isEmpty else { return [] }
            switch try await attempt(actions) {
            case .done:
                rest.removeFirst(count)
                if isLast { return [] }
            case .lost:
                return rest + [group.root]
            case .refused(let failures):
                guard failures.allSatisfy({ $0.existing == nil }) else { return rest + [group.root] }
                for failure in failures.sorted(by: { $0.action > $1.action }) {
                    if failure.action < count { rest.remove(at: failure.action) } else { isRootThere = false }
                }
            }
        }
    }

    private func attempt(_ actions: [WriteAction]) async throws(ArchiveError) -> Result {
        for _ in 0..<Self.attempts {
            do throws(TableStoreError) {
                try await store.transact(actions)
                return .done
            } catch {
                switch error {
                case .conditionFailed(let failures): return .refused(failures)
                case .conflict: continue
                default: throw .store(error)
                }
            }
        }
        return .lost
    }

    /// Returns how many of some items, at least one, fit into a transaction.
    private static func count(_ bytes: [Int], limit: Int) -> Int {
        var sum = 0
        for (index, size) in bytes.enumerated() {
            sum += size
            if index == limit || (index > 0 && sum > transactionBytes) { return index }
        }
        return bytes.count
    }
}

extension WriteAction {
    /// A check of the condition of a deletion.
    fileprivate var asCheck: WriteAction {
        guard case .delete(let key) = operation, let condition else { return self }
        return .check(key, in: table, if: condition)
    }
}
