import JSON
import Sessions
import Tables
import Testing

@Suite("A change feed")
struct FeedTests {
    private static let table = TableDefinition(name: "People", key: KeySchema(partition: KeyAttribute("id")))

    private func store(capacity: Int = 100) -> SessionStore {
        SessionStore(TableState([Self.table]), feed: ChangeFeed(capacity: capacity) { 1_767_225_600_123 })
    }

    @Test("shows each change with the item before and after, in the shape of a stream's record")
    func records() async throws {
        let store = store()
        try await store.write(.put(["id": "a", "age": 1], in: "People"))
        try await store.write(
            .update(Key("a"), in: "People", [.add("age", 1), .set("tags", ["x", nil, true])])
        )
        try await store.write(.put(["id": "a", "age": 2, "tags": ["x", nil, true]], in: "People"))
        try await store.write(.delete(Key("a"), in: "People"))
        let records = try store.feed.records(after: 0)
        #expect(records.map(\.event) == [.insert, .modify, .remove])
        let expected: JSONValue = [
            "eventID": "People-000000000000000000002", "eventName": "MODIFY", "eventVersion": "1.1",
            "eventSource": "aws:dynamodb", "awsRegion": "local",
            "eventSourceARN": "arn:aws:dynamodb:local:000000000000:table/People/stream/understudy",
            "dynamodb": [
                "ApproximateCreationDateTime": 1_767_225_600, "Keys": ["id": ["S": "a"]],
                "NewImage": [
                    "id": ["S": "a"], "age": ["N": "2"],
                    "tags": ["L": [["S": "x"], ["NULL": true], ["BOOL": true]]],
                ],
                "OldImage": ["id": ["S": "a"], "age": ["N": "1"]],
                "SequenceNumber": "000000000000000000002", "SizeBytes": 29,
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            ],
        ]
        var record = records[1].json
        if let pointer = try? JSONPointer("/dynamodb/SizeBytes") {
            record = record.replacing(at: pointer, with: 29)
        }
        #expect(record == expected)
        #expect(records[1].bytes > 10)
    }

    @Test("goes on from any record that it still has, and says so where it has not")
    func resuming() async throws {
        let store = store(capacity: 3)
        for index in 1...5 { try await store.write(.put(["id": .string("\(index)")], in: "People")) }
        #expect(try store.feed.records(after: 3).map(\.sequence) == [4, 5])
        #expect(try store.feed.records(after: 2, limit: 2).map(\.sequence) == [3, 4])
        #expect(try store.feed.records(after: 5).isEmpty)
        #expect(throws: ChangeFeed.ReadError.trimmed(after: 1, oldest: 3)) {
            try store.feed.records(after: 1)
        }
        #expect(throws: ChangeFeed.ReadError.unknown(6, last: 5)) { try store.feed.records(after: 6) }
    }

    @Test("wakes its readers")
    func wakeups() async throws {
        let store = store()
        let wakeups = store.feed.wakeups()
        let reader = Task {
            var seen = 0
            for await _ in wakeups {
                seen += try store.feed.records(after: seen).count
                if seen == 3 { return seen }
            }
            return seen
        }
        for index in 1...3 { try await store.write(.put(["id": .string("\(index)")], in: "People")) }
        #expect(try await reader.value == 3)
    }

    @Test("does not show a transaction that was refused")
    func refused() async throws {
        let store = store()
        await #expect(throws: TableStoreError.self) {
            try await store.transact([
                .put(["id": "a"], in: "People"), .put(["id": "b"], in: "People", if: .exists("id")),
            ])
        }
        #expect(store.feed.last == 0)
    }
}
