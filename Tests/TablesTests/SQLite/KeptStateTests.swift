import Foundation
import GRDB
import JSON
import SQLiteStore
import Tables
import TestSupport
import Testing

/// A state that reads a file when it needs to, and the same in memory as its model.
private struct Pair {
    var kept: TableState
    var model: TableState

    /// Expects the same items in both, and the same pages of every order.
    func compare(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(try kept.fixture == model.fixture, sourceLocation: location)
        for table in TestTables.all {
            #expect(try kept.count(of: table.name) == model.count(of: table.name), sourceLocation: location)
            for index in [nil] + table.indexes.map({ Optional($0.name) }) {
                var scan = Scan(table.name, index: index, limit: 7)
                repeat {
                    let (page, expected) = (try kept.scan(scan), try model.scan(scan))
                    #expect(page.items == expected.items, sourceLocation: location)
                    #expect(page.next == expected.next, sourceLocation: location)
                    scan.start = expected.next
                } while scan.start != nil
            }
        }
        for index in ["ByCityAndAge", "ByCityAndName"] {
            let query = Query("People", index: index, partition: "Bern", direction: .descending, limit: 5)
            #expect(try kept.query(query).items == model.query(query).items, sourceLocation: location)
        }
    }
}

@Suite("A state that is read from a file when it is needed")
struct KeptStateTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: "store.sqlite").path
    }

    /// The number of items in the file, of whatever state.
    private func storedRows() throws -> Int {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM item") ?? 0 }
    }

    private static func content(_ tables: TableState) -> SQLiteSpaces.Content {
        SQLiteSpaces.Content(tables: tables, clock: 1_767_225_600_000, draws: 0, description: "")
    }

    private static func action(_ generator: inout SeededGenerator) -> WriteAction {
        let id = JSONValue.string("p\(Int.random(in: 0..<40, using: &generator))")
        let city: JSONValue = Bool.random(using: &generator) ? "Bern" : "Genf"
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return .delete(Key(.string(id.stringValue ?? "")), in: "People")
        case 1:
            return .update(
                Key(.string(id.stringValue ?? "")),
                in: "People",
                [.set("city", city), .add("n", 1)]
            )
        case 2: return .put(["box": city, "name": id], in: "Letters")
        default:
            let age = JSONNumber(Int.random(in: 0..<5, using: &generator))
            return .put(["id": id, "city": city, "age": .number(age), "name": id], in: "People")
        }
    }

    @Test(
        "is the same as one in memory, as are all that were taken of it, whatever is written and restored",
        arguments: 1...4
    )
    func model(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var spaces = try SQLiteSpaces(path)
        var current = Pair(kept: TableState(TestTables.all), model: TableState(TestTables.all))
        try spaces.replace("one", by: Self.content(current.kept))
        var taken: [Pair] = []
        for step in 0..<240 {
            let action = Self.action(&generator)
            try current.model.transact([action])
            let changes = try current.kept.transact([action])
            try spaces.append(changes, to: "one", TestTables.all, clock: 1, draws: step)
            if step % 30 == 7 { taken.append(current) }
            if step % 60 == 41, let pair = taken.randomElement(using: &generator) {
                current = pair
                try spaces.replace("one", by: Self.content(pair.kept))
            }
            if step == 100 {
                // As after a restart; what was taken before has its own file.
                for pair in taken { try pair.compare() }
                taken = []
                let old = current
                current.kept = TableState(TestTables.all)
                spaces = try reopened(&spaces)
                current = Pair(
                    kept: try #require(try spaces.content(of: "one", TestTables.all)).tables,
                    model: old.model
                )
            }
            if step % 40 == 39 { try current.compare() }
        }
        for pair in taken { try pair.compare() }
        try current.compare()
        let read = try #require(try spaces.content(of: "one", TestTables.all))
        try Pair(kept: read.tables, model: current.model).compare()
    }

    private func reopened(_ spaces: inout SQLiteSpaces) throws -> SQLiteSpaces {
        let other = folder.url.appending(path: "other.sqlite").path
        // The old one keeps its file: two of them would not open it.
        spaces = try SQLiteSpaces(other)
        return try SQLiteSpaces(path)
    }

    @Test("differs from another one by what was written, and from one of another origin by everything")
    func differences() throws {
        let spaces = try SQLiteSpaces(path)
        var first = TableState(TestTables.all)
        for id in ["a", "b", "c"] { try first.transact([.put(["id": .string(id)], in: "People")]) }
        try spaces.replace("one", by: Self.content(first))
        let kept = try #require(try spaces.content(of: "one", TestTables.all)).tables
        #expect(kept.kept != nil)
        var later = kept
        try later.transact([.delete(Key("a"), in: "People"), .put(["id": "d"], in: "People")])
        let changes = try kept.changes(to: later)
        #expect(changes.map { $0.old?["id"] } == ["a", nil])
        #expect(changes.map { $0.new?["id"] } == [nil, "d"])
        #expect(try first.changes(to: kept).isEmpty)
        #expect(try kept.changes(to: TableState(TestTables.all)).count == 3)
        #expect(try TableState(TestTables.all).changes(to: later).map { $0.new?["id"] } == ["b", "c", "d"])
        #expect(try TableState(TestTables.all).changes(to: later, limit: 2).count == 2)
    }

    @Test("is read to its end after another one has taken its place, and then its rows go")
    func retired() throws {
        let spaces = try SQLiteSpaces(path)
        var first = TableState(TestTables.all)
        for number in 0..<300 { try first.transact([.put(["id": .string("\(number)")], in: "People")]) }
        try spaces.replace("one", by: Self.content(first))
        var kept: TableState? = try #require(try spaces.content(of: "one", TestTables.all)).tables
        var other = TableState(TestTables.all)
        let changes = try other.transact([.put(["id": "x"], in: "People")])
        try spaces.replace("one", by: Self.content(TableState(TestTables.all)))
        #expect(try kept?.fixture == first.fixture)
        #expect(try storedRows() == 300)
        kept = nil
        try spaces.append(changes, to: "one", TestTables.all, clock: 1, draws: 0)
        // Not all at once.
        #expect((50..<250).contains(try storedRows()))
        try spaces.delete("one")
        try spaces.replace("two", by: Self.content(TableState(TestTables.all)))
        #expect(try storedRows() == 0)
    }
}
