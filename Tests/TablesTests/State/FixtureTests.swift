import JSON
import Tables
import Testing

@Suite("A fixture")
struct FixtureTests {
    static let fixture: JSONValue = [
        "description": "two people of one age",
        "tables": [
            "People": [
                ["id": "z", "city": "Bern", "age": 30, "name": "Zoe"],
                ["id": "a", "city": "Bern", "age": 30, "name": "Anna"],
            ],
            "Letters": [],
        ],
    ]

    @Test("loads into tables")
    func loads() throws {
        let state = try TableState(TestTables.all, loading: Self.fixture)
        #expect(try state.item(for: Key("a"), in: "People")?["name"] == "Anna")
        #expect(try state.count(of: "People") == 2)
        #expect(try state.count(of: "Letters") == 0)
        #expect(try state.count(of: "Readings") == 0)
    }

    @Test("round-trips through tables, including the order of items")
    func roundTrip() throws {
        let state = try TableState(TestTables.all, loading: Self.fixture)
        let again = try TableState(TestTables.all, loading: state.fixture)
        #expect(try again.fixture == state.fixture)
        #expect(try state.fixture["tables"]?["People"] == Self.fixture["tables"]?["People"])
        let query = Query("People", index: "ByCityAndAge", partition: "Bern")
        #expect(try again.query(query).items.map { $0["id"] } == ["z", "a"])
    }

    static let broken: [(String, String)] = [
        (#"{}"#, "the fixture has no 'tables'"),
        (#"{"tables": []}"#, "/tables: must be an object"),
        (#"{"tables": {"Peple": []}}"#, "/tables/Peple: there is no table 'Peple'"),
        (#"{"tables": {"People": {}}}"#, "/tables/People: must be an array"),
        (#"{"tables": {"People": [1]}}"#, "/tables/People/0: must be an object"),
        (
            #"{"tables": {"People": [{"id": "a"}, {}]}}"#,
            "/tables/People/1: People: the key attribute 'id' is missing"
        ),
        (
            #"{"tables": {"People": [{"id": "a"}, {"id": "a"}]}}"#,
            "/tables/People/1: has the key of an earlier item"
        ),
        (
            #"{"tables": {"People": [{"id": "a", "age": "x"}]}}"#,
            "/tables/People/0: People: the key attribute 'age'"
        ),
    ]

    @Test("that is invalid for its tables is rejected with the location and the reason", arguments: broken)
    func refuses(json: String, error: String) throws {
        let value = try JSONValue(parsing: json)
        let thrown = #expect(throws: TableLoadError.self) { try TableState(TestTables.all, loading: value) }
        #expect(thrown?.description.hasPrefix(error) == true, "\(thrown?.description ?? "")")
    }
}

@Suite("A fork of a state")
struct ForkTests {
    @Test("is independent of the original")
    func isolation() async throws {
        let store = InMemoryStore(try TableState(TestTables.all, loading: FixtureTests.fixture))
        let before = store.snapshot()
        let fork = InMemoryStore(before)
        try await store.write(.put(["id": "b", "city": "Bern", "age": 1], in: "People"))
        try await fork.write(.delete(Key("a"), in: "People"))
        let query = Query("People", index: "ByCityAndAge", partition: "Bern")
        #expect(try await store.values("id", query) == ["b", "z", "a"])
        #expect(try await fork.values("id", query) == ["z"])
        #expect(try before.query(query).items.count == 2)
    }

    @Test("can be restored")
    func restore() async throws {
        let store = InMemoryStore(try TableState(TestTables.all, loading: FixtureTests.fixture))
        let before = store.snapshot()
        try await store.write(.delete(Key("a"), in: "People"))
        store.restore(before)
        #expect(try await store.item(for: Key("a"), in: "People") != nil)
        #expect(try store.snapshot().fixture == before.fixture)
    }
}
