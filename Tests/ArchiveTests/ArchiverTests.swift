import Foundation
import JSON
import Tables
import TestSupport
import Testing

@testable import Archive

@Suite("An archive")
struct ArchiverTests {
    private let test: ArchiveUnderTest

    init() throws {
        test = try ArchiveUnderTest()
    }

    private static let day = "2025-09-23"

    @Test("takes closed conversations with their messages after the time of the contract, and nothing else")
    func due() async throws {
        try await test.write("old")
        try await test.write("open", "open")
        try await test.write("recent", updated: ArchiveUnderTest.now - 7_775_999_999)
        try await test.write("justnow", updated: ArchiveUnderTest.now - 7_776_000_000, messages: 0)
        let before = try (test.items("Conversations"), test.items("Messages"))
        let outcomes = try await test.archive()
        #expect(outcomes["Conversations"]?.moved == 2)
        #expect(outcomes["Messages"]?.moved == 2)
        #expect(try test.items("Conversations").map { $0["conversation_id"] } == ["open", "recent"])
        #expect(try test.items("Messages").count == 4)
        let lines = try test.lines()
        #expect(
            lines.keys.sorted() == [
                "Conversations/\(Self.day).jsonl.gz", "Conversations/2025-10-03.jsonl.gz",
                "Messages/\(Self.day).jsonl.gz",
            ]
        )
        #expect(lines["Conversations/\(Self.day).jsonl.gz"] == [.object(before.0[0])])
        #expect(lines["Messages/\(Self.day).jsonl.gz"] == before.1.prefix(2).map(JSONValue.object))
    }

    @Test("has no item twice, however often it is written, and does nothing when nothing is due")
    func repeated() async throws {
        try await test.write("a")
        try await test.archive()
        let first = try test.lines()
        #expect(try await test.archive().isEmpty)
        #expect(try test.lines() == first)
        // The same conversation again, as after a crash between file and deletion.
        try await test.write("a")
        try await test.write("b")
        try await test.archive()
        let second = try test.lines()
        let ids = second["Conversations/\(Self.day).jsonl.gz"]?.map { $0["conversation_id"] }
        #expect(ids == ["a", "b"])
        #expect(second["Messages/\(Self.day).jsonl.gz"]?.count == 4)
    }

    @Test("takes any number of items in batches and in transactions", arguments: [1, 5_000, 10_000_000])
    func many(batchBytes: Int) async throws {
        for number in 0..<12 { try await test.write("c\(100 + number)", messages: number == 3 ? 250 : 1) }
        let outcomes = try await test.archive(batchBytes: batchBytes)
        #expect(outcomes["Conversations"]?.moved == 12)
        #expect(outcomes["Messages"]?.moved == 261)
        #expect(try test.items("Conversations").isEmpty && test.items("Messages").isEmpty)
        let lines = try test.lines()
        #expect(lines["Conversations/\(Self.day).jsonl.gz"]?.count == 12)
        #expect(Set(lines["Messages/\(Self.day).jsonl.gz"] ?? []).count == 261)
    }

    @Test("takes expired items of any table by the day of their end")
    func expired() async throws {
        let ended = JSONValue.number(JSONNumber(ArchiveUnderTest.now / 1_000 - 86_400))
        try await test.write("open", "open", messages: 3)
        let key = Key("open", "m1001")
        try await test.store.write(.update(key, in: "Messages", [.set("expires_at", ended)]))
        let outcomes = try await test.archive()
        #expect(outcomes.keys.sorted() == ["Messages"])
        #expect(try test.lines()["Messages/2025-12-31.jsonl.gz"]?.map { $0["message_id"] } == ["m1001"])
        #expect(try test.items("Messages").count == 2)
    }

    @Test("leaves what is changed meanwhile in the store, and keeps no line of it")
    func changed() async throws {
        for id in ["a", "b", "c"] { try await test.write(id, messages: id == "c" ? 0 : 1) }
        try await test.write("d", messages: 0)
        let original = test.store
        let store = InterruptedStore(original) { (number) async throws(TableStoreError) in
            guard number == 1 else { return }
            for id in ["b", "d"] {
                let key = Key(.string(id))
                try await original.write(.update(key, in: "Conversations", [.set("status", "open")]))
            }
        }
        let outcomes = try await test.archive(store)
        #expect(outcomes["Conversations"].map { [$0.moved, $0.changed] } == [2, 2])
        #expect(outcomes["Messages"].map { [$0.moved, $0.changed] } == [1, 1])
        #expect(try test.items("Conversations").map { $0["conversation_id"] } == ["b", "d"])
        #expect(try test.items("Messages").map { $0["conversation_id"] } == ["b"])
        let lines = try test.lines()
        #expect(lines["Conversations/\(Self.day).jsonl.gz"]?.map { $0["conversation_id"] } == ["a", "c"])
        #expect(lines["Messages/\(Self.day).jsonl.gz"]?.map { $0["conversation_id"] } == ["a"])
    }

    @Test("leaves an attribute that an item gains meanwhile in the store")
    func gained() async throws {
        let lead =
            [
                "lead_id": "l", "affiliate_id": "a", "link_id": "x", "status": "pending",
                "expires_at": 1_767_000_000,
            ] as Item
        try await test.store.write(.put(lead, in: "Leads"))
        let original = test.store
        let store = InterruptedStore(original) { (number) async throws(TableStoreError) in
            guard number == 1 else { return }
            try await original.write(.update(Key("l"), in: "Leads", [.set("admin_notes", "Call back")]))
        }
        let outcomes = try await test.archive(store)
        #expect(outcomes["Leads"].map { [$0.moved, $0.changed] } == [0, 1])
        #expect(try test.items("Leads").first?["admin_notes"] == "Call back")
    }

    @Test("keeps the line of what the store has deleted meanwhile")
    func deleted() async throws {
        try await test.write("a", messages: 0)
        try await test.write("b", messages: 2)
        let original = test.store
        let store = InterruptedStore(original) { (number) async throws(TableStoreError) in
            guard number == 1 else { return }
            for id in ["a", "b"] { try await original.write(.delete(Key(.string(id)), in: "Conversations")) }
        }
        try await test.archive(store)
        #expect(try test.items("Conversations").isEmpty && test.items("Messages").isEmpty)
        #expect(try test.lines()["Conversations/\(Self.day).jsonl.gz"]?.count == 2)
    }

    @Test("loses nothing and leaves no message without its conversation when it ends at any write")
    func interrupted() async throws {
        for id in 0..<3 { try await test.write("c\(id)", messages: id == 1 ? 230 : 2) }
        let all = try test.items("Conversations") + test.items("Messages")
        var failures = 0
        for failing in 1...9 {
            let store = InterruptedStore(test.store) { (number) async throws(TableStoreError) in
                if number >= failing { throw .unavailable(reason: "gone") }
            }
            do {
                try await test.archive(store)
                break
            } catch is ArchiveError {
                failures += 1
            }
            let conversations = Set(try test.items("Conversations").map { $0["conversation_id"] })
            let orphans = try test.items("Messages").filter { !conversations.contains($0["conversation_id"]) }
            #expect(orphans.isEmpty)
            let stored = try test.items("Conversations") + test.items("Messages")
            let archived = try test.lines().values.flatMap { $0 }
            #expect(Set(stored.map(JSONValue.object)).union(archived) == Set(all.map(JSONValue.object)))
            #expect(Set(archived).count == archived.count)
        }
        #expect(failures >= 2)
        #expect(try test.items("Conversations").isEmpty && test.items("Messages").isEmpty)
    }

    @Test("is read by the tools of the system")
    func gzip() async throws {
        try await test.write("a")
        try await test.archive()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "gzip -t */*.gz && cat */*.gz | gzip -dc | wc -l > count"]
        process.currentDirectoryURL = URL(filePath: test.path)
        #expect(try await process.runToItsEnd() == 0)
        let count = try String(contentsOfFile: test.path + "/count", encoding: .utf8)
        #expect(count.trimmingCharacters(in: .whitespacesAndNewlines) == "3")
    }

    @Test("is written by one process at a time")
    func locked() throws {
        let first = try ArchiveFolder(test.path, makingIfMissing: true)
        let path = test.path
        #expect(throws: ArchiveError.busy(path: path)) { try ArchiveFolder(path, makingIfMissing: true) }
        withExtendedLifetime(first) {}
    }

    @Test("that cannot be written leaves everything in the store")
    func unwritable() async throws {
        try await test.write("a")
        try FileManager.default.createDirectory(atPath: test.path, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: test.path + "/Messages"))
        await #expect(throws: ArchiveError.self) { try await test.archive() }
        #expect(try test.items("Conversations").count == 1)
        #expect(try test.items("Messages").count == 2)
    }
}
