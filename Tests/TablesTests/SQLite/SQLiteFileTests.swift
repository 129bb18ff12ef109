import Foundation
import GRDB
import JSON
import SQLiteStore
import Tables
import TestSupport
import Testing

@Suite("An SQLite file")
struct SQLiteFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: "store.sqlite").path
    }

    private func open(
        _ definitions: [Tables.TableDefinition] = TestTables.all,
        _ options: SQLiteStore.Options = SQLiteStore.Options(lockMilliseconds: 50)
    ) throws -> SQLiteStore {
        try SQLiteStore(path, definitions, options: options)
    }

    /// Expects an error that says what is wrong with the file.
    private func expectUnavailable(_ text: String, _ body: () async throws -> Void) async {
        let error = await #expect(throws: TableStoreError.self) { try await body() }
        guard case .unavailable(let reason)? = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(reason.contains(text))
        #expect(reason.contains(path))
    }

    @Test("keeps what was written, with its order and its tokens")
    func reopened() async throws {
        let bern = Query("People", index: "ByCityAndAge", partition: "Bern", limit: 2)
        let put = [WriteAction.put(["id": "z", "city": "Bern", "age": 30], in: "People", if: .absent("id"))]
        var next: PageKey?
        do {
            let store = try open()
            try await store.transact(put, token: "t")
            for id in ["m", "a"] {
                try await store.write(.put(["id": .string(id), "city": "Bern", "age": 30], in: "People"))
            }
            next = try await store.query(bern).next
        }
        let store = try open()
        try await store.transact(put, token: "t")
        #expect(try await store.values("id", bern) == ["z", "m", "a"])
        var rest = bern
        rest.start = next
        #expect(try await store.query(rest).items.map { $0["id"] } == ["a"])
        try await store.write(.put(["id": "b", "city": "Bern", "age": 30], in: "People"))
        #expect(try await store.values("id", bern) == ["z", "m", "a", "b"])
    }

    @Test("builds an index that a table has gained, and drops one that it has lost")
    func indexes() async throws {
        var people = TestTables.people
        let mail = try #require(people.index(named: "ByMail"))
        people.indexes.removeAll { $0.name == "ByMail" }
        for number in 0..<3 {
            let item: Item = ["id": .string("\(number)"), "mail": "m@example.com", "city": "Bern", "age": 1]
            try await open([people]).write(.put(item, in: "People"))
        }
        people.indexes = [mail]
        let store = try open([people])
        #expect(
            try await store.values("id", Query("People", index: "ByMail", partition: "m@example.com"))
                == ["0", "1", "2"]
        )
        await #expect(throws: TableStoreError.self) {
            try await store.query(Query("People", index: "ByCityAndAge", partition: "Bern"))
        }
        try await store.write(.delete(Key("1"), in: "People"))
        #expect(try await store.scan(Scan("People", index: "ByMail")).items.count == 2)
    }

    @Test("is refused when a table's key is another one")
    func otherKey() async throws {
        _ = try open()
        var people = TestTables.people
        people.key = KeySchema(partition: KeyAttribute("id"), sort: KeyAttribute("name"))
        await expectUnavailable("another key") { _ = try open([people]) }
    }

    @Test("is refused when a later version has written it")
    func newerVersion() async throws {
        _ = try open()
        try await DatabaseQueue(path: path).write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2000')")
        }
        await expectUnavailable("a later version") { _ = try open() }
        await expectUnavailable("a later version") { _ = try SQLiteSpaces(path) }
    }

    @Test("is brought to the newest version")
    func migration() async throws {
        try await DatabaseQueue(path: path).write { database in
            try database.execute(sql: "CREATE TABLE other (x)")
        }
        await expectUnavailable("no tables of this version") { _ = try SQLiteSpaces(reading: path) }
        let store = try open()
        try await store.write(.put(["id": "a"], in: "People"))
        #expect(try SQLiteSpaces(reading: path).storedItems(of: "")["People"]?.map(\.item) == [["id": "a"]])
    }

    @Test("of the first version keeps its items, and has streams from then on")
    func firstVersion() async throws {
        try await open().write(.put(["id": "a"], in: "People"))
        try await DatabaseQueue(path: path).write { database in
            try database.execute(
                sql: """
                    DROP TABLE change; ALTER TABLE space DROP COLUMN changes;
                    ALTER TABLE collection DROP COLUMN dropped; DELETE FROM grdb_migrations WHERE identifier = '2'
                    """
            )
        }
        await expectUnavailable("no tables of this version") { _ = try SQLiteSpaces(reading: path) }
        var people = TestTables.people
        people.stream = .keysOnly
        let store = try open([people])
        try await store.write(.put(["id": "b"], in: "People"))
        #expect(try await store.scan(Scan("People")).items == [["id": "a"], ["id": "b"]])
        #expect(try await store.changes(of: "People").map(\.keys) == [["id": "b"]])
    }

    @Test("that another process has locked is reported, and nothing is written")
    func locked() async throws {
        let store = try open()
        try await store.write(.put(["id": "a"], in: "People"))
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
        }
        await expectUnavailable("locked by another process") {
            try await store.transact([.put(["id": "b"], in: "People"), .delete(Key("a"), in: "People")])
        }
        try await other.writeWithoutTransaction { database in try database.execute(sql: "ROLLBACK") }
        #expect(try await store.scan(Scan("People")).items == [["id": "a"]])
    }

    @Test("that a mock uses is not opened by a second one, but read")
    func exclusive() async throws {
        let first = try SQLiteSpaces(path)
        #expect(try first.names().isEmpty)
        await expectUnavailable("locked by another process") { _ = try SQLiteSpaces(path) }
        await expectUnavailable("locked by another process") { _ = try open() }
        try first.replace(
            "one",
            by: .init(tables: TableState(TestTables.all), clock: 1, draws: 0, description: "")
        )
        #expect(try SQLiteSpaces(reading: path).names() == ["one"])
        withExtendedLifetime(first) {}
    }

    @Test("that a store uses is not opened by a mock")
    func used() async throws {
        let store = try open()
        await expectUnavailable("locked by another process") { _ = try SQLiteSpaces(path) }
        withExtendedLifetime(store) {}
    }

    @Test("that is full keeps what was written, and nothing of what was not")
    func full() async throws {
        let store = try open(TestTables.all, SQLiteStore.Options(maximumBytes: 400_000))
        let text = JSONValue.string(String(repeating: "x", count: 20_000))
        var written: [JSONValue] = []
        var failure: TableStoreError?
        for number in 0..<100 where failure == nil {
            let id = JSONValue.string("\(100 + number)")
            do throws(TableStoreError) {
                try await store.transact([
                    .put(["id": id, "text": text], in: "People"),
                    .put(["box": "x", "name": id, "text": text], in: "Letters"),
                ])
                written.append(id)
            } catch {
                failure = error
            }
        }
        guard case .unavailable(let reason)? = failure else {
            Issue.record("another error: \(String(describing: failure))")
            return
        }
        #expect(reason == "there is no room left for \(path); free some, and send the request again")
        #expect(written.count > 3)
        let again = try open()
        #expect(try await again.scan(Scan("People")).items.map { $0["id"] } == written)
        #expect(try await again.values("name", Query("Letters", partition: "x")) == written)
        try await again.write(.put(["id": "more", "text": text], in: "People"))
    }

    @Test("that is none, or is damaged, is reported")
    func damaged() async throws {
        try Data("This is no database, but a text that is long enough to be read as one.".utf8)
            .write(to: URL(filePath: path))
        await expectUnavailable("is no SQLite database") { _ = try open() }
        try FileManager.default.removeItem(atPath: path)
        do {
            let store = try open()
            for number in 0..<200 {
                let text = JSONValue.string(String(repeating: "x", count: 2_000))
                try await store.write(.put(["id": .string("\(number)"), "text": text], in: "People"))
            }
        }
        var bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.count > 300_000)
        for offset in 8_192..<bytes.count { bytes[offset] = 0xAA }
        try bytes.write(to: URL(filePath: path))
        await expectUnavailable("is damaged") { _ = try await open().scan(Scan("People")) }
    }

    @Test("that is a folder is reported")
    func folderInstead() async throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        await expectUnavailable("is a folder") { _ = try open() }
        await expectUnavailable("is a folder") { _ = try SQLiteSpaces(path) }
        await expectUnavailable("is a folder") { _ = try SQLiteSpaces(reading: path) }
    }

    @Test("in a folder that is not there is reported")
    func missingFolder() async throws {
        let missing = folder.url.appending(path: "none/store.sqlite").path
        let error = #expect(throws: TableStoreError.self) { try SQLiteStore(missing, TestTables.all) }
        #expect(error?.description.contains("cannot be opened; check that its folder exists") == true)
    }

    @Test(
        "that may only be read is reported, and is used once it may be written again",
        .enabled(if: geteuid() != 0, "the superuser may write every file")
    )
    func readOnly() async throws {
        try await open().write(.put(["id": "a"], in: "People"))
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        await expectUnavailable("cannot be written") {
            try await open().write(.put(["id": "b"], in: "People"))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(try await open().scan(Scan("People")).items == [["id": "a"]])
    }

    @Test("serves two stores at once")
    func shared() async throws {
        let (one, other) = (
            try open(TestTables.all, SQLiteStore.Options()), try open(TestTables.all, SQLiteStore.Options())
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                let store = number % 2 == 0 ? one : other
                group.addTask { try await store.write(.update(Key("a"), in: "People", [.add("n", 1)])) }
            }
            try await group.waitForAll()
        }
        #expect(try await one.item(for: Key("a"), in: "People")?["n"] == 100)
    }
}
