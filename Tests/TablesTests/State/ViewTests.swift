import JSON
import Tables
import Testing

@Suite("A view of a store in memory")
struct ViewTests {
    @Test("is not affected by later writes, and cannot be written to")
    func standsStill() async throws {
        let store = InMemoryStore(TestTables.all)
        try await store.write(.put(["id": "a"], in: "People"))
        let view = await store.view()
        try await store.write(.put(["id": "b"], in: "People"))
        try await store.write(.delete(Key("a"), in: "People"))
        #expect(try await view.scan(Scan("People")).items == [["id": "a"]])
        try await view.write(.put(["id": "c"], in: "People"))
        #expect(try await store.scan(Scan("People")).items == [["id": "b"]])
    }
}
