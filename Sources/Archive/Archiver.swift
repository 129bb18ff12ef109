public import Contracts
import JSON
public import Tables

/// Moves items that are due from a store to a folder.
///
/// An item is deleted once its line is on disk, and only as it was read; so a run may end at any moment, and the next one goes on
/// without a loss. A line that is there already is replaced: no item is twice in a day's file.
public struct Archiver: Sendable {
    /// What was done with the items of a table.
    public struct Outcome: Sendable, Hashable {
        /// The table.
        public var table: String
        /// The number of items that were moved.
        public var moved = 0
        /// The number of items that were changed meanwhile, and so stay in the store.
        public var changed = 0
    }

    /// How many bytes of items are moved at a time.
    static let batchBytes = 32 << 20

    let store: any TableStore
    let contract: Contract
    let folder: ArchiveFolder
    let selections: [ArchiveSelection]
    private let batchBytes: Int

    /// Creates an archiver.
    ///
    /// - Parameters:
    ///   - store: The tables, whose items do not expire meanwhile but in DynamoDB.
    ///   - contract: The contract, whose tables say which items are due.
    ///   - folder: Where they go.
    ///   - now: The time in milliseconds since 1970-01-01T00:00Z.
    public init(_ store: any TableStore, of contract: Contract, to folder: ArchiveFolder, now: Int) {
        self.init(store, of: contract, to: folder, now: now, batchBytes: Self.batchBytes)
    }

    init(
        _ store: any TableStore,
        of contract: Contract,
        to folder: ArchiveFolder,
        now: Int,
        batchBytes: Int
    ) {
        self.store = store
        self.contract = contract
        self.folder = folder
        self.batchBytes = batchBytes
        selections = contract.tables.map { ArchiveSelection($0, in: contract, now: now) }
    }

    /// Moves all items that are due.
    ///
    /// - Returns: What was done, for each table.
    /// - Throws: ``ArchiveError``; what was moved before is in the folder.
    /// - Complexity: O(*n*) in the number of items, and O(1) in memory besides a limited number of them.
    public func run() async throws(ArchiveError) -> [Outcome] {
        var outcomes = contract.tables.map { Outcome(table: $0.name) }
        for (index, selection) in selections.enumerated() {
            guard let filter = selection.filter else { continue }
            var scan = Scan(selection.table.name, filter: filter, isConsistent: true)
            var batch: [ArchiveGroup] = []
            var bytes = 0
            repeat {
                let page = try await call { () async throws(TableStoreError) in try await store.scan(scan) }
                for item in page.items {
                    guard let day = selection.day(of: item) else { continue }
                    let group = try await group(of: item, in: index, day: day)
                    batch.append(group)
                    bytes += group.records.reduce(0) { $0 + $1.bytes }
                    if bytes >= batchBytes {
                        try await move(batch, &outcomes)
                        (batch, bytes) = ([], 0)
                    }
                }
                scan.start = page.next
            } while scan.start != nil
            try await move(batch, &outcomes)
        }
        return outcomes
    }

    // MARK: Groups

    private func group(of item: Item, in table: Int, day: String) async throws(ArchiveError) -> ArchiveGroup {
        let root = try record(item, table)
        return ArchiveGroup(day: day, root: root, others: try await others(of: [root]))
    }

    /// Finds the items that go with others: the most dependent ones first.
    private func others(of records: [ArchiveGroup.Record]) async throws(ArchiveError) -> [ArchiveGroup.Record]
    {
        var found: [ArchiveGroup.Record] = []
        for (index, selection) in selections.enumerated() {
            guard case .with(let name)? = selection.table.archive?.rule,
                let reference = selection.table.references.first(where: { $0.table == name }),
                let path = selection.table.path(to: reference)
            else { continue }
            for record in records where selections[record.table].table.name == name {
                guard let value = record.item[reference.key].flatMap(KeyValue.init) else { continue }
                let query = Query(selection.table.name, index: path, partition: value)
                let items = try await call { () async throws(TableStoreError) in
                    try await store.allItems(query)
                }
                for item in items { found.append(try self.record(item, index)) }
            }
        }
        guard !found.isEmpty else { return [] }
        return try await others(of: found) + found
    }

    private func record(_ item: Item, _ table: Int) throws(ArchiveError) -> ArchiveGroup.Record {
        let definition = selections[table].table.definition
        do throws(TableStoreError) {
            let key = try definition.key.key(of: item, in: definition.name)
            let condition = selections[table].isUnchanged(item)
            return ArchiveGroup.Record(
                table: table,
                item: item,
                deletion: .delete(key, in: definition.name, if: condition),
                bytes: (try? definition.validate(item).size) ?? 0
            )
        } catch {
            throw .store(error)
        }
    }

    // MARK: Files

    private func move(_ groups: [ArchiveGroup], _ outcomes: inout [Outcome]) async throws(ArchiveError) {
        guard !groups.isEmpty else { return }
        for (file, items) in try files(of: groups.flatMap { group in group.records.map { (group.day, $0) } })
        {
            try file.add(items)
        }
        let staying = try await delete(groups)
        // What was changed belongs to the store alone.
        for (file, items) in try files(of: staying) { try file.remove(items) }
        for record in groups.flatMap(\.records) { outcomes[record.table].moved += 1 }
        for (_, record) in staying {
            outcomes[record.table].moved -= 1
            outcomes[record.table].changed += 1
        }
    }

    private func files(
        of records: [(day: String, record: ArchiveGroup.Record)]
    ) throws(ArchiveError) -> [(file: ArchiveFile, items: [Item])] {
        var items: [ArchiveFolder.File: (table: Int, items: [Item])] = [:]
        for (day, record) in records {
            let file = try folder.file(of: selections[record.table].table.name, day: day)
            items[file, default: (record.table, [])].items.append(record.item)
        }
        return items.sorted { $0.key.path < $1.key.path }
            .map { (ArchiveFile($0.key, selections[$0.value.table].table.definition), $0.value.items) }
    }

    func call<Value>(
        _ body: () async throws(TableStoreError) -> Value
    ) async throws(ArchiveError) -> Value {
        do throws(TableStoreError) {
            return try await body()
        } catch {
            throw .store(error)
        }
    }
}
