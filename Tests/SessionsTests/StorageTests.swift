import Backend
import Contracts
import JSON
import Lambda
import Sessions
import Synchronization
import Tables
import Testing

@Suite("A session that is kept")
struct StorageTests {
    /// Keeps in memory, until it is told to fail.
    private final class Storage: SessionStorage {
        private struct State {
            var kept: [SessionName: SessionSnapshot] = [:]
            var isFull = false
        }

        private let state = Mutex(State())

        var isFull: Bool {
            get { state.withLock(\.isFull) }
            set { state.withLock { $0.isFull = newValue } }
        }

        func sessions() throws(TableStoreError) -> [SessionName: SessionSnapshot] { state.withLock(\.kept) }

        func append(
            _ changes: [ItemChange],
            _ records: [ChangeRecord],
            to name: SessionName,
            _ definitions: [TableDefinition],
            clock: Int,
            draws: Int
        ) throws(TableStoreError) {
            try change { state in
                guard var snapshot = state.kept[name] else { return }
                snapshot.clock = clock
                snapshot.draws = draws
                for change in changes {
                    guard let new = change.new else { continue }
                    _ = try? snapshot.tables.transact([.put(new, in: change.table)])
                }
                state.kept[name] = snapshot
            }
        }

        func replace(_ name: SessionName, by snapshot: SessionSnapshot) throws(TableStoreError) {
            try change { $0.kept[name] = snapshot }
        }

        func delete(_ name: SessionName) throws(TableStoreError) {
            try change { $0.kept[name] = nil }
        }

        private func change(_ body: (inout State) -> Void) throws(TableStoreError) {
            let isFull = state.withLock { state in
                if !state.isFull { body(&state) }
                return state.isFull
            }
            if isFull { throw .unavailable(reason: "there is no room left") }
        }
    }

    private let storage = Storage()
    private let pipeline: SessionPipeline
    private let name: SessionName

    init() throws {
        pipeline = try SupportSessions.pipeline(SessionOptions(storage: storage))
        name = try SessionName("a")
    }

    private func kept(_ table: String) throws -> Int? {
        try storage.sessions()[name]?.tables.count(of: table)
    }

    @Test(
        "is kept from its first request on, with every write, reset and restored snapshot, until it is deleted"
    )
    func life() async throws {
        #expect(try await pipeline.conversations(of: "a").isEmpty)
        #expect(try kept("Messages") == 0)
        try await pipeline.write("one", in: "a")
        #expect(try kept("Messages") == 1)
        let session = try pipeline.registry.existing(name)
        try session.takeSnapshot("one")
        try session.reset()
        #expect(try kept("Messages") == 0)
        try session.restore(snapshot: "one")
        #expect(try kept("Messages") == 1)
        try await pipeline.write("two", in: "a")
        #expect(try kept("Messages") == 2)
        try pipeline.registry.delete(name)
        #expect(try kept("Messages") == nil)
    }

    @Test("stays as it was when nothing can be kept")
    func full() async throws {
        try await pipeline.write("one", in: "a")
        let session = try pipeline.registry.existing(name)
        storage.isFull = true
        #expect(try await pipeline.write("two", in: "a").response.status == 503)
        #expect(throws: SessionError.notKept("the tables cannot be used: there is no room left")) {
            try session.reset()
        }
        #expect(throws: SessionError.self) { try pipeline.registry.delete(name) }
        #expect(throws: SessionError.self) { try pipeline.registry.make(SessionName("b")) }
        #expect(try await pipeline.conversations(of: "a").count == 1)
        #expect(session.feed.last == 2)
        storage.isFull = false
        try await pipeline.write("two", in: "a")
        #expect(try await pipeline.conversations(of: "a").count == 2)
        #expect(try kept("Messages") == 2)
    }

    @Test("goes on in another registry, and resets to what that one begins with")
    func restart() async throws {
        try await pipeline.write("one", in: "a")
        let beginning = SessionSnapshot(
            description: "empty",
            clock: SupportSessions.start,
            tables: TableState(try SupportSessions.contract().tables.map(\.definition))
        )
        let registry = try SessionRegistry(beginning, keptIn: storage, options: SessionOptions()) {
            store,
            clock in
            SupportBackend(
                store: store,
                time: SessionTime(clock: clock),
                identifiers: SessionIdentifiers()
            )
        }
        let session = try registry.existing(name)
        #expect(try session.store.snapshot().count(of: "Messages") == 1)
        #expect(session.clock.now() >= SupportSessions.start)
        try session.reset()
        #expect(try session.store.snapshot().count(of: "Messages") == 0)
        #expect(try kept("Messages") == 0)
        #expect(registry.sessions.map(\.name) == [name, .standard])
    }
}
