import Contracts
import Foundation
import JSON
import Synchronization
import Tables
import TestSupport
import Testing

@testable import Archive

/// A store of the shipped contract's tables, and the folder of an archive.
struct ArchiveUnderTest {
    /// A time that all conversations of ``fill(_:)`` are due at.
    static let now = 1_767_225_600_000
    /// 100 days before.
    static let closed = now - 100 * 86_400_000

    let contract: Contract
    let store: InMemoryStore
    let path: String
    private let temporary: TemporaryFolder

    init() throws {
        contract = try ContractFolder.load(ProjectFolder.contracts)
        store = InMemoryStore(contract.tables.map(\.definition))
        temporary = try TemporaryFolder()
        path = temporary.url.appending(path: "archive").path
    }

    /// Writes a conversation with some messages.
    func write(
        _ id: String,
        _ status: String = "closed",
        updated: Int = closed,
        messages: Int = 2,
        to other: (any TableStore)? = nil
    ) async throws {
        let store: any TableStore = other ?? store
        let time = JSONValue.number(JSONNumber(updated))
        try await store.write(
            .put(
                [
                    "conversation_id": .string(id), "user_id": "ana", "store_url": "https://a.example.com",
                    "status": .string(status), "created_at": time, "updated_at": time,
                    "last_message": "Hello", "unread_admin": 0, "unread_user": 0,
                ],
                in: "Conversations"
            )
        )
        for number in 0..<messages {
            try await store.write(
                .put(
                    [
                        "conversation_id": .string(id), "message_id": .string("m\(1_000 + number)"),
                        "sender_id": "ana", "sender_type": "user", "message_text": "Hello \u{2028} \n",
                        "created_at": time, "is_read": true,
                    ],
                    in: "Messages"
                )
            )
        }
    }

    /// Moves what is due.
    @discardableResult
    func archive(
        _ other: (any TableStore)? = nil,
        now: Int = now,
        batchBytes: Int = Archiver.batchBytes
    ) async throws -> [String: Archiver.Outcome] {
        let archiver = Archiver(
            other ?? store,
            of: contract,
            to: try ArchiveFolder(path, makingIfMissing: true),
            now: now,
            batchBytes: batchBytes
        )
        let outcomes = try await archiver.run().filter { $0.moved + $0.changed > 0 }
        return Dictionary(uniqueKeysWithValues: outcomes.map { ($0.table, $0) })
    }

    /// Puts archived items back.
    func restore(
        into other: (any TableStore)? = nil,
        tables: [String] = [],
        days: (first: String?, last: String?) = (nil, nil),
        keepsExpiry: Bool = true
    ) async throws -> [ArchiveRestorer.Outcome] {
        let folder = try ArchiveFolder(path, makingIfMissing: false)
        let restorer = ArchiveRestorer(other ?? store, of: contract, from: folder, now: Self.now)
        return try await restorer.run(tables: tables, days: days, keepsExpiry: keepsExpiry)
    }

    /// The lines of the archive's files by their path in the folder.
    func lines() throws -> [String: [JSONValue]] {
        var lines: [String: [JSONValue]] = [:]
        for file in try ArchiveFolder(path, makingIfMissing: false).files() {
            var values: [JSONValue] = []
            try GzipFile.forEachLine(of: file.path) { line, _ in
                if let value = try? JSONValue(parsing: Array(line)) { values.append(value) }
            }
            lines[String(file.path.dropFirst(path.count + 1))] = values
        }
        return lines
    }

    /// The items of a table.
    func items(_ table: String) throws -> [Item] { try store.snapshot().items(of: table) }
}

/// A store that does something before each write, such as to fail.
struct InterruptedStore: TableStore {
    let store: any TableStore
    /// Called with the number of the write, from 1.
    let before: @Sendable (Int) async throws(TableStoreError) -> Void
    private let count = Counter()

    private final class Counter: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    init(
        _ store: any TableStore,
        before: @escaping @Sendable (Int) async throws(TableStoreError) -> Void
    ) {
        self.store = store
        self.before = before
    }

    var definitions: [TableDefinition] { store.definitions }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await store.item(for: key, in: table)
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try await before(count.next())
        try await store.transact(actions, token: token)
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page { try await store.query(query) }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page { try await store.scan(scan) }
}
