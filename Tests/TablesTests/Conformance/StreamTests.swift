import Foundation
import JSON
import SQLiteStore
import Tables
import TestSupport
import Testing

@Suite("A store's change streams")
struct StreamTests {
    private let clock = TestClock()

    private func definition(_ view: StreamViewType?) -> TableDefinition {
        var definition = TestTables.tickets
        definition.stream = view
        return definition
    }

    private func store(
        _ kind: StoreUnderTest,
        _ view: StreamViewType? = .newAndOldImages
    ) async throws -> any StreamingStore {
        try await kind.makeStreaming([definition(view), TestTables.people], clock: clock)
    }

    @Test("have each change once, in order, with keys and images", arguments: StoreUnderTest.streaming)
    func records(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        try await store.write(.put(["id": "a", "n": 1], in: "Tickets"))
        try await store.write(.put(["id": "p"], in: "People"))
        clock.now += 1_500
        try await store.transact([
            .update(Key("a"), in: "Tickets", [.add("n", 1)]), .put(["id": "b"], in: "Tickets"),
            .check(Key("p"), in: "People", if: .exists("id")),
        ])
        try await store.write(.put(["id": "b"], in: "Tickets"))
        try? await store.write(.delete(Key("b"), in: "Tickets", if: .absent("id")))
        try await store.write(.delete(Key("a"), in: "Tickets"))
        let records = try await store.changes(of: "Tickets", after: 0, limit: 100)
        #expect(records.map(\.event) == [.insert, .modify, .insert, .remove])
        #expect(records.map(\.keys) == [["id": "a"], ["id": "a"], ["id": "b"], ["id": "a"]])
        #expect(records.map(\.old) == [nil, ["id": "a", "n": 1], nil, ["id": "a", "n": 2]])
        #expect(records.map(\.new) == [["id": "a", "n": 1], ["id": "a", "n": 2], ["id": "b"], nil])
        #expect(records.map(\.time).map { $0 - clock.now } == [-1_500, 0, 0, 0])
        #expect(records.map(\.sequence) == records.map(\.sequence).sorted())
        #expect(Set(records.map(\.sequence)).count == 4)
        #expect(records.allSatisfy { !$0.isExpiry })
        #expect(try await store.changes(of: "People", after: 0, limit: 100).isEmpty)
    }

    @Test(
        "hold what their type says",
        arguments: StoreUnderTest.streaming,
        StreamViewType.allCases
    )
    func views(kind: StoreUnderTest, view: StreamViewType) async throws {
        let store = try await store(kind, view)
        try await store.write(.put(["id": "a", "n": 1], in: "Tickets"))
        try await store.write(.put(["id": "a", "n": 2], in: "Tickets"))
        let record = try #require(try await store.changes(of: "Tickets", after: 0, limit: 100).last)
        #expect(record.old == (view.hasOldImage ? ["id": "a", "n": 1] : nil))
        #expect(record.new == (view.hasNewImage ? ["id": "a", "n": 2] : nil))
        #expect(record.json["dynamodb"]?["StreamViewType"] == .string(view.rawValue))
        #expect((record.json["dynamodb"]?["OldImage"] != nil) == view.hasOldImage)
        #expect((record.json["dynamodb"]?["NewImage"] != nil) == view.hasNewImage)
        #expect(record.json["dynamodb"]?["Keys"] == ["id": ["S": "a"]])
        let images = (view.hasOldImage ? 6 : 0) + (view.hasNewImage ? 6 : 0)
        #expect(record.bytes == 3 + images)
    }

    @Test("are not kept for tables without one", arguments: StoreUnderTest.streaming)
    func absent(kind: StoreUnderTest) async throws {
        let store = try await store(kind, nil)
        try await store.write(.put(["id": "a"], in: "Tickets"))
        #expect(try await store.changes(of: "Tickets", after: 0, limit: 100).isEmpty)
    }

    @Test("mark what the end of its time has deleted as DynamoDB does", arguments: StoreUnderTest.streaming)
    func expiry(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        let ends = JSONValue.number(JSONNumber(clock.now / 1_000 + 1))
        for id in ["a", "b"] {
            try await store.write(.put(["id": .string(id), "ends": ends], in: "Tickets"))
        }
        try await store.write(.delete(Key("b"), in: "Tickets"))
        clock.now += 1_000
        let records = try await store.changes(of: "Tickets", after: 2, limit: 100)
        #expect(records.map(\.event) == [.remove, .remove])
        let service: JSONValue = ["type": "Service", "principalId": "dynamodb.amazonaws.com"]
        #expect(records.map { $0.json["userIdentity"] } == [nil, service])
        #expect(records.last?.old == ["id": "a", "ends": ends])
    }

    @Test("go on after any record, and say when records were dropped", arguments: StoreUnderTest.streaming)
    func resuming(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        for id in 0..<6 {
            try await store.write(.put(["id": .string("\(id)")], in: "Tickets"))
            clock.now += 3_600_000
        }
        let all = try await store.changes(of: "Tickets", after: 0, limit: 100).map(\.sequence)
        #expect(all.count == 6)
        #expect(
            try await store.changes(of: "Tickets", after: all[1], limit: 2).map(\.sequence) == [
                all[2], all[3],
            ]
        )
        #expect(try await store.changes(of: "Tickets", after: all[5], limit: 2).isEmpty)
        await #expect(throws: StreamError.unknown(all[5] + 1, last: all[5])) {
            try await store.changes(of: "Tickets", after: all[5] + 1, limit: 1)
        }
        // The first three are older than 24 hours then.
        clock.now += 20 * 3_600_000 + 1
        #expect(
            try await store.changes(of: "Tickets", after: 0, limit: 100).map(\.sequence) == Array(all[3...])
        )
        try await store.write(.put(["id": "new"], in: "Tickets"))
        await #expect(throws: StreamError.trimmed(after: all[1], oldest: all[2] + 1)) {
            try await store.changes(of: "Tickets", after: all[1], limit: 1)
        }
        #expect(try await store.changes(of: "Tickets", after: all[2], limit: 100).count == 4)
    }

    @Test("are limited in memory by their size")
    func size() throws {
        var streams = ChangeStreams(maximumBytes: 60)
        let definition = definition(.newImage)
        for id in 0..<20 {
            let change = ItemChange(
                table: "Tickets",
                old: nil,
                new: ["id": .string("\(10 + id)")],
                oldBytes: 0,
                newBytes: 4
            )
            streams.append([change], of: [definition], at: clock.now)
        }
        let kept = try streams.records(of: "Tickets", after: 0, limit: 100, at: clock.now)
        #expect(kept.map(\.sequence) == Array(14...20))
        #expect(throws: StreamError.trimmed(after: 5, oldest: 14)) {
            try streams.records(of: "Tickets", after: 5, limit: 100, at: clock.now)
        }
    }

    @Test("go on in a file that is opened again, also beside another process")
    func reopened() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "store.sqlite").path
        let definitions = [definition(.newAndOldImages)]
        for id in ["a", "b"] {
            let store = try SQLiteStore(path, definitions)
            let other = try SQLiteStore(path, definitions)
            try await store.write(.put(["id": .string(id)], in: "Tickets"))
            try await other.write(.update(Key(.string(id)), in: "Tickets", [.set("n", 1)]))
        }
        let records = try await SQLiteStore(path, definitions).changes(of: "Tickets")
        #expect(records.map(\.sequence) == [1, 2, 3, 4])
        #expect(records.map(\.event) == [.insert, .modify, .insert, .modify])
    }
}
