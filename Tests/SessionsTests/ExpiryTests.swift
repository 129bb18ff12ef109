import JSON
import Sessions
import Synchronization
import Tables
import Testing

@Suite("A session's expired records")
struct ExpiryTests {
    private static let table = TableDefinition(
        name: "Tickets",
        key: KeySchema(partition: KeyAttribute("id")),
        timeToLive: "ends",
        stream: .keysOnly
    )
    private static let start = 1_767_225_600_000

    /// A storage that counts what it keeps, until it is told to fail.
    private final class Storage: SessionStorage {
        let kept = Mutex<[ChangeRecord]>([])
        let isFull = Mutex(false)

        func sessions() -> [SessionName: SessionSnapshot] { [:] }

        func append(
            _ changes: [ItemChange],
            _ records: [ChangeRecord],
            to name: SessionName,
            _ definitions: [TableDefinition],
            clock: Int,
            draws: Int
        ) throws(TableStoreError) {
            if isFull.withLock(\.self) { throw .unavailable(reason: "full") }
            kept.withLock { $0 += records }
        }

        func replace(_ name: SessionName, by snapshot: SessionSnapshot) {}

        func delete(_ name: SessionName) {}
    }

    /// A file without items, which counts how often it is searched.
    private final class EmptyFile: KeptItems {
        let searches = Atomic<Int>(0)

        func storedItem(for key: OrderedKey, in table: TableDefinition) -> StoredItem? { nil }

        func entries(in interval: KeyInterval, of table: TableDefinition, index: String?, limit: Int)
            -> [Entry]
        {
            searches.add(1, ordering: .relaxed)
            return []
        }

        func count(of table: TableDefinition, among keys: () -> [OrderedKey]) -> (all: Int, found: Int) {
            (0, 0)
        }
    }

    private let storage = Storage()

    private func session(
        _ mode: Expiry.Mode = .hide,
        tables: TableState = TableState([table])
    ) throws -> Session {
        let world = SessionSnapshot(description: "", clock: Self.start, tables: tables)
        let registry = SessionRegistry(
            world,
            options: SessionOptions(expiry: mode, storage: storage),
            elapsed: { 1 },
            make: { _, _ in SilentEndpoint() }
        )
        return try registry.session(.standard)
    }

    private static func put(_ id: String, _ seconds: Int, in session: Session) async throws {
        let ends = JSONValue.number(JSONNumber(start / 1_000 + seconds))
        try await session.store.write(.put(["id": .string(id), "ends": ends], in: "Tickets"))
    }

    @Test("are looked for once in a second, and after each write")
    func searches() async throws {
        let file = EmptyFile()
        let tables = TableState([Self.table], kept: KeptState(file), nextSequence: 0)
        let session = try session(tables: tables)
        let before = file.searches.load(ordering: .relaxed)
        for _ in 0..<5 { _ = try await session.store.item(for: Key("a"), in: "Tickets") }
        #expect(file.searches.load(ordering: .relaxed) <= before + 1)
        try await Self.put("a", 0, in: session)
        #expect(try await session.store.item(for: Key("a"), in: "Tickets") == nil)
        try await Self.put("b", 1, in: session)
        #expect(try await session.store.item(for: Key("b"), in: "Tickets") != nil)
    }

    @Test(
        "go as the session's clock is advanced",
        arguments: [(Expiry.Mode.hide, [1, 1, 0, 0]), (.sweep, [1, 1, 1, 0]), (.off, [1, 1, 1, 1])]
    )
    func advanced(mode: Expiry.Mode, counts: [Int]) async throws {
        let session = try session(mode)
        try await Self.put("a", 10, in: session)
        var seen: [Int] = []
        for milliseconds in [0, 9_999, 1, 50_000] {
            try session.clock.change(by: milliseconds)
            seen.append(try await session.store.scan(Scan("Tickets")).items.count)
            #expect(try session.snapshot.tables.count(of: "Tickets") == seen.last)
        }
        #expect(seen == counts)
    }

    @Test("are changes of the feed and of the stream, which are kept, also where nobody reads")
    func changes() async throws {
        let session = try session()
        try await Self.put("a", 10, in: session)
        try session.clock.change(by: 10_000)
        #expect(try await session.store.removeExpired() == 1)
        #expect(try await session.store.removeExpired() == 0)
        let removed = try #require(try session.feed.records(after: 1).first)
        #expect(removed.event == .remove)
        #expect(removed.json["userIdentity"]?["principalId"] == "dynamodb.amazonaws.com")
        #expect(removed.json["dynamodb"]?["OldImage"] != nil)
        let streamed = try session.feed.stream(of: "Tickets", after: 0)
        #expect(streamed.map(\.event) == [.insert, .remove])
        #expect(streamed.allSatisfy { $0.old == nil && $0.new == nil && $0.view == .keysOnly })
        #expect(storage.kept.withLock { $0.map(\.sequence) } == [1, 2])
    }

    @Test("are hidden while their deletion cannot be kept, and deleted when it can")
    func full() async throws {
        let session = try session()
        try await Self.put("a", 10, in: session)
        storage.isFull.withLock { $0 = true }
        try session.clock.change(by: 10_000)
        #expect(try await session.store.item(for: Key("a"), in: "Tickets") == nil)
        #expect(session.feed.last == 1)
        await #expect(throws: TableStoreError.self) { try await session.store.removeExpired() }
        storage.isFull.withLock { $0 = false }
        #expect(try await session.store.item(for: Key("a"), in: "Tickets") == nil)
        #expect(session.feed.last == 2)
    }

    @Test("come back with an earlier state, whose clock is earlier")
    func restored() async throws {
        let session = try session()
        try await Self.put("a", 10, in: session)
        try session.takeSnapshot("one")
        try session.clock.change(by: 10_000)
        #expect(try await session.store.scan(Scan("Tickets")).items.isEmpty)
        try session.restore(snapshot: "one")
        #expect(try await session.store.scan(Scan("Tickets")).items.count == 1)
        try session.clock.change(by: 10_000)
        #expect(try await session.store.scan(Scan("Tickets")).items.isEmpty)
        #expect(
            try session.feed.stream(of: "Tickets", after: 0).map(\.event) == [
                .insert, .remove, .insert, .remove,
            ]
        )
    }

    @Test("leave no stream where streams have no room")
    func streamless() async throws {
        let world = SessionSnapshot(description: "", clock: Self.start, tables: TableState([Self.table]))
        let registry = SessionRegistry(
            world,
            options: SessionOptions(streamBytes: 0),
            make: { _, _ in SilentEndpoint() }
        )
        let session = try registry.session(.standard)
        try await Self.put("a", 1_000, in: session)
        #expect(try session.feed.stream(of: "Tickets", after: 0).isEmpty)
        #expect(session.feed.last == 1)
    }
}
