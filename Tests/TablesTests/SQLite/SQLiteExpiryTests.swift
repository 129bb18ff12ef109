import Foundation
import JSON
import SQLiteStore
import Tables
import TestSupport
import Testing

@Suite("Expiry in an SQLite file")
struct SQLiteExpiryTests {
    private let folder: TemporaryFolder
    private let path: String
    private let clock = TestClock()

    init() throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: "store.sqlite").path
    }

    private func open(_ timeToLive: String?) throws -> SQLiteStore {
        var tickets = TestTables.tickets
        tickets.timeToLive = timeToLive
        let clock = clock
        return try SQLiteStore(path, [tickets], expiry: .hide, milliseconds: { clock.now })
    }

    private func ids(_ timeToLive: String?) async throws -> [JSONValue?] {
        try await open(timeToLive).scan(Scan("Tickets")).items.map { $0["id"] }
    }

    @Test("holds for the items that a table has when it gains, changes or loses its time to live")
    func changed() async throws {
        let now = clock.now / 1_000
        for (id, attribute) in [("a", "ends"), ("b", "until"), ("c", "none")] {
            let item: Item = ["id": .string(id), attribute: .number(JSONNumber(now - 1))]
            try await open(nil).write(.put(item, in: "Tickets"))
        }
        #expect(try await ids(nil) == ["a", "b", "c"])
        #expect(try await ids("ends") == ["b", "c"])
        #expect(try await ids(nil) == ["b", "c"])
        #expect(try await ids("until") == ["c"])
        #expect(try await ids("ends") == ["c"])
        try await open("ends").write(.put(["id": "d", "ends": .number(JSONNumber(now - 1))], in: "Tickets"))
        #expect(try await ids("until") == ["c", "d"])
        #expect(try await ids("ends") == ["c"])
    }

    @Test("is part of a state, with its streams")
    func spaces() async throws {
        let now = clock.now / 1_000
        var tables = TableState([TestTables.tickets])
        try tables.transact([.put(["id": "a", "ends": .number(JSONNumber(now + 1))], in: "Tickets")])
        let spaces = try SQLiteSpaces(path)
        let content = SQLiteSpaces.Content(tables: tables, clock: clock.now, draws: 0, description: "")
        try spaces.replace("one", by: content)
        // What a file keeps is read when it is needed, and so is what of it has expired.
        var kept = try #require(try spaces.content(of: "one", [TestTables.tickets])).tables
        #expect(try kept.removeExpired(now...(now + 1)).map(\.isExpiry) == [true])
        #expect(try kept.count(of: "Tickets") == 0)
        let changes = try tables.removeExpired(now...(now + 1))
        #expect(changes.map(\.isExpiry) == [true])
        let records = changes.compactMap {
            ChangeRecord($0, of: TestTables.tickets, sequence: 7, time: clock.now)
        }
        try spaces.append(changes, records, to: "one", [TestTables.tickets], clock: clock.now, draws: 0)
        var read = try #require(try spaces.content(of: "one", [TestTables.tickets]))
        #expect(try read.tables.count(of: "Tickets") == 0)
        #expect(read.streams.last == 7)
        #expect(try read.streams.records(of: "Tickets", after: 0, limit: 9, at: clock.now) == records)
        try spaces.replace("one", by: content)
        read = try #require(try spaces.content(of: "one", [TestTables.tickets]))
        #expect(try read.streams.records(of: "Tickets", after: 0, limit: 9, at: clock.now).isEmpty)
        #expect(throws: StreamError.trimmed(after: 6, oldest: 8)) {
            try read.streams.records(of: "Tickets", after: 6, limit: 9, at: clock.now)
        }
        try spaces.delete("one")
        #expect(try spaces.names().isEmpty)
    }
}
