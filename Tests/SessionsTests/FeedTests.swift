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

    @Test("contains each change with the item before and after, in the shape of a DynamoDB Streams record")
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
                "SequenceNumber": "000000000000000000002", "SizeBytes": 32,
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            ],
        ]
        #expect(records[1].json == expected)
    }

    @Test("resumes after any record that it still has, and throws when it was dropped")
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

    @Test("does not contain a failed transaction")
    func refused() async throws {
        let store = store()
        await #expect(throws: TableStoreError.self) {
            try await store.transact([
                .put(["id": "a"], in: "People"), .put(["id": "b"], in: "People", if: .exists("id")),
            ])
        }
        #expect(store.feed.last == 0)
    }

    @Test("counts keys and images, as AWS's own example of a number key does: 26, 59 and 38 bytes")
    func sizes() async throws {
        let key = KeyAttribute("Id", .number)
        let table = TableDefinition(name: "Things", key: KeySchema(partition: key))
        let store = SessionStore(TableState([table]), feed: ChangeFeed { 1_767_225_600_123 })
        try await store.write(.put(["Id": 101, "Message": "New item!"], in: "Things"))
        try await store.write(.put(["Id": 101, "Message": "This item has changed"], in: "Things"))
        try await store.write(.delete(Key(.number(101)), in: "Things"))
        #expect(try store.feed.records(after: 0).map(\.bytes) == [26, 59, 38])
    }

    @Test(
        "contains numbers as the table stores them, not as they were sent",
        arguments: [
            ("1.0", "1"), ("1e0", "1"), ("-0", "0"), ("0.000", "0"), ("12.50", "12.5"), ("1e3", "1000"),
        ]
    )
    func numbers(sent: String, kept: String) async throws {
        let store = store()
        let number = try #require(JSONNumber(sent))
        try await store.write(.put(["id": "a", "age": .number(number)], in: "People"))
        let record = try #require(try store.feed.records(after: 0).first?.json)
        #expect(record["dynamodb"]?["NewImage"]?["age"] == ["N": .string(kept)])
    }

    @Test("contains the differences when the state is replaced, or reports that they exceed its capacity")
    func worlds() async throws {
        let pipeline = try SupportSessions.pipeline(SessionOptions(feedEntries: 6))
        try await pipeline.write("one", in: "a")
        let session = try pipeline.registry.session(SessionName("a"))
        try session.takeSnapshot("one")
        let kept = session.feed.last
        try await pipeline.write("two", in: "a")
        let seen = session.feed.last
        try session.restore(snapshot: "one")
        let records = try session.feed.records(after: seen)
        #expect(records.map(\.event) == [.remove, .remove])
        #expect(Set(records.map(\.table)) == ["Conversations", "Messages"])
        #expect(records.first?.old?["last_message"] == "two" || records.last?.old?["last_message"] == "two")
        try session.restore(snapshot: "one")
        #expect(session.feed.last == seen + 2, "loading the same state again changes nothing")
        try session.reset()
        #expect(try session.feed.records(after: seen + 2).map(\.event) == [.remove, .remove])
        #expect(throws: ChangeFeed.ReadError.self) { try session.feed.records(after: kept - 1) }
    }

    @Test("ends with its session, which is not idle while there are readers")
    func ends() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(SessionOptions(idleSeconds: 10), elapsed: time.elapsed)
        let name = try SessionName("a")
        let feed = try pipeline.registry.session(name).feed
        var reader: AsyncStream<Void>? = feed.wakeups()
        time.advance(milliseconds: 60_000)
        #expect(pipeline.registry.removeIdle() == 0)
        try pipeline.registry.delete(name)
        if let reader { for await _ in reader {} }
        reader = nil
        for await _ in feed.wakeups() {}
        _ = try pipeline.registry.session(name)
        time.advance(milliseconds: 60_000)
        #expect(pipeline.registry.removeIdle() == 1)
    }
}
