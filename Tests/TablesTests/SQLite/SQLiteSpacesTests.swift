import Foundation
import JSON
import SQLiteStore
import Tables
import TestSupport
import Testing

@Suite("States in an SQLite file")
struct SQLiteSpacesTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: "store.sqlite").path
    }

    private static func content(_ ids: [String]) throws -> SQLiteSpaces.Content {
        var tables = TableState(TestTables.all)
        for id in ids {
            try tables.transact([.put(["id": .string(id), "city": "Bern", "age": 30], in: "People")])
        }
        return SQLiteSpaces.Content(
            tables: tables,
            clock: 1_767_225_600_123,
            draws: 7,
            description: "A state."
        )
    }

    @Test("come back as they were, with what was appended, and page keys stay valid")
    func roundTrip() throws {
        var content = try Self.content(["z", "m", "a"])
        var query = Query("People", index: "ByCityAndAge", partition: "Bern", limit: 2)
        do {
            let spaces = try SQLiteSpaces(path)
            try spaces.replace("one", by: content)
            let changes = try content.tables.transact([
                .put(["id": "b", "city": "Bern", "age": 30], in: "People"), .delete(Key("z"), in: "People"),
                .update(Key("m"), in: "People", [.set("note", "x")]),
                .check(Key("a"), in: "People", if: .exists("id")),
                .put(["box": "x", "name": "y"], in: "Letters"),
            ])
            try spaces.append(changes, to: "one", TestTables.all, clock: 1_767_225_600_500, draws: 8)
        }
        query.start = try content.tables.query(query).next
        let read = try #require(try SQLiteSpaces(path).content(of: "one", TestTables.all))
        #expect(read.clock == 1_767_225_600_500)
        #expect(read.draws == 8)
        #expect(read.description == "A state.")
        #expect(try read.tables.fixture == content.tables.fixture)
        #expect(read.tables.nextSequence == content.tables.nextSequence)
        #expect(try read.tables.query(query).items.map { $0["id"] } == ["b"])
    }

    @Test("are apart from each other, replaced as a whole, and deleted")
    func several() throws {
        let spaces = try SQLiteSpaces(path)
        try spaces.replace("one", by: Self.content(["a", "b"]))
        try spaces.replace("two", by: Self.content(["a", "c", "d"]))
        try spaces.replace("one", by: Self.content(["x"]))
        #expect(try spaces.names() == ["one", "two"])
        #expect(try spaces.content(of: "one", TestTables.all)?.tables.count(of: "People") == 1)
        try spaces.delete("two")
        #expect(try spaces.names() == ["one"])
        #expect(try spaces.content(of: "two", TestTables.all).map(\.clock) == nil)
        #expect(try spaces.storedItems(of: "one")["People"]?.map { $0.item["id"] } == ["x"])
    }
}
