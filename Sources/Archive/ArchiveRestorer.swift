public import Contracts
import JSON
public import Tables

/// Puts archived items back into a store; the archive stays as it is.
///
/// An item that the store has is left alone, so that a run can be repeated.
public struct ArchiveRestorer: Sendable {
    /// What was done with the items of a table.
    public struct Outcome: Sendable, Hashable {
        /// The table.
        public var table: String
        /// The number of items that were put back.
        public var restored = 0
        /// The number of items that the store has already.
        public var present = 0
        /// The number of restored items whose time to live has ended, so that the store deletes them again.
        public var expired = 0
    }

    /// How often a transaction is repeated that lost against others.
    private static let attempts = 20

    private let store: any TableStore
    private let contract: Contract
    private let folder: ArchiveFolder
    private let now: Int

    /// Creates a restorer.
    ///
    /// - Parameters:
    ///   - store: The tables.
    ///   - contract: The contract.
    ///   - folder: The archive.
    ///   - now: The time in milliseconds since 1970-01-01T00:00Z.
    public init(_ store: any TableStore, of contract: Contract, from folder: ArchiveFolder, now: Int) {
        self.store = store
        self.contract = contract
        self.folder = folder
        self.now = now
    }

    /// Puts items back: of the newest day first, where an item was archived more than once.
    ///
    /// - Parameters:
    ///   - tables: The tables; none for all.
    ///   - days: The first and the last day, such as `2026-01-31`; `nil` for no end.
    ///   - keepsExpiry: Whether items whose time to live has ended keep it; else they stay for ever.
    /// - Returns: What was done, for each table that has archived items.
    /// - Throws: ``ArchiveError``; what was put back before stays.
    public func run(
        tables: [String] = [],
        days: (first: String?, last: String?) = (nil, nil),
        keepsExpiry: Bool = true
    ) async throws(ArchiveError) -> [Outcome] {
        var outcomes: [Outcome] = []
        for file in try folder.files().sorted(by: { ($0.table, $1.day) < ($1.table, $0.day) })
        where tables.isEmpty || tables.contains(file.table) {
            if let first = days.first, file.day < first { continue }
            if let last = days.last, file.day > last { continue }
            guard let table = contract.table(named: file.table) else {
                throw .unknownTable(file.table, path: file.path)
            }
            if outcomes.last?.table != file.table { outcomes.append(Outcome(table: file.table)) }
            var outcome = outcomes.removeLast()
            try await restore(file, table.definition, keepsExpiry, &outcome)
            outcomes.append(outcome)
        }
        return outcomes
    }

    private func restore(
        _ file: ArchiveFolder.File,
        _ definition: TableDefinition,
        _ keepsExpiry: Bool,
        _ outcome: inout Outcome
    ) async throws(ArchiveError) {
        // A day's file is read as a whole before it is written: a damaged one changes nothing.
        var items: [Item] = []
        try ArchiveFile(file, definition).forEach { items.append($0) }
        var batch: [Item] = []
        var bytes = 0
        for var item in items {
            if !keepsExpiry, let attribute = definition.timeToLive, isExpired(item, definition) {
                item[attribute] = nil
            }
            let size = (try? definition.validate(item).size) ?? 0
            if batch.count == store.mostWrites
                || bytes + size > TableLimits.transactionBytes / 2
            {
                try await put(batch, definition, &outcome)
                (batch, bytes) = ([], 0)
            }
            batch.append(item)
            bytes += size
        }
        try await put(batch, definition, &outcome)
    }

    private func put(
        _ items: [Item],
        _ definition: TableDefinition,
        _ outcome: inout Outcome
    ) async throws(ArchiveError) {
        var items = items
        var conflicts = 0
        while !items.isEmpty {
            do throws(TableStoreError) {
                try await store.transact(
                    items.map { .put($0, in: definition.name, if: .absent(definition.key.partition.name)) }
                )
                outcome.restored += items.count
                outcome.expired += items.count { isExpired($0, definition) }
                return
            } catch {
                switch error {
                case .conditionFailed(let failures):
                    for failure in failures.sorted(by: { $0.action > $1.action }) {
                        items.remove(at: failure.action)
                        outcome.present += 1
                    }
                case .conflict where conflicts < Self.attempts: conflicts += 1
                default: throw .store(error)
                }
            }
        }
    }

    private func isExpired(_ item: Item, _ definition: TableDefinition) -> Bool {
        guard let time = definition.timeToLive.flatMap({ item[$0] })?.numberValue else { return false }
        return time <= JSONNumber(now / 1_000)
    }
}
