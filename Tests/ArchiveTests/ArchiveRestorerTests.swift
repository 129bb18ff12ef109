import Contracts
import Foundation
import JSON
import SQLiteStore
import Tables
import TestSupport
import Testing

@testable import Archive

@Suite("What is restored from an archive")
struct ArchiveRestorerTests {
    private let test: ArchiveUnderTest

    init() throws {
        test = try ArchiveUnderTest()
    }

    @Test("is what was archived, in another store too, and once however often it is restored")
    func roundTrip() async throws {
        for id in ["a", "b"] { try await test.write(id, messages: 120) }
        let before = try (test.items("Conversations"), test.items("Messages"))
        try await test.archive()
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "store.sqlite").path
        let file = try SQLiteStore(path, test.contract.tables.map(\.definition))
        for store in [test.store, file] as [any TableStore] {
            let restored = try await test.restore(into: store)
            #expect(restored.map(\.table) == ["Conversations", "Messages"])
            #expect(restored.map(\.restored) == [2, 240])
            let again = try await test.restore(into: store)
            #expect(again.map(\.restored) == [0, 0])
            #expect(again.map(\.present) == [2, 240])
            let scan = Scan("Messages", isConsistent: true)
            #expect(Set(try await store.scan(scan).items) == Set(before.1))
            #expect(Set(try await store.scan(Scan("Conversations")).items) == Set(before.0))
        }
        #expect(try test.lines().values.reduce(0) { $0 + $1.count } == 242)
    }

    @Test("is never older than what the store has, nor than a later archive has")
    func newest() async throws {
        try await test.write("a", messages: 0)
        try await test.archive()
        let later = ArchiveUnderTest.closed + 86_400_000
        try await test.write("a", updated: later, messages: 0)
        try await test.archive()
        #expect(try test.lines().count == 2)
        _ = try await test.restore()
        #expect(try test.items("Conversations").map { $0["updated_at"]?.intValue } == [later])
    }

    @Test("is chosen by table and by day")
    func chosen() async throws {
        try await test.write("a")
        try await test.write("b", updated: ArchiveUnderTest.closed - 86_400_000)
        try await test.archive()
        let none = try await test.restore(days: ("2025-09-24", nil))
        #expect(none.isEmpty)
        let first = try await test.restore(tables: ["Messages"], days: (nil, "2025-09-22"))
        #expect(first.map(\.restored) == [2])
        #expect(try test.items("Messages").allSatisfy { $0["conversation_id"] == "b" })
        #expect(try test.items("Conversations").isEmpty)
    }

    @Test("is counted when it has expired, and restored for ever on demand", arguments: [true, false])
    func expired(keepsExpiry: Bool) async throws {
        let lead = ["lead_id": "l", "affiliate_id": "a", "expires_at": 1_767_000_000] as Item
        try await test.store.write(.put(lead, in: "Leads"))
        try await test.archive()
        let outcomes = try await test.restore(keepsExpiry: keepsExpiry)
        #expect(outcomes.map(\.expired) == [keepsExpiry ? 1 : 0])
        #expect((try test.items("Leads").first?["expires_at"] != nil) == keepsExpiry)
    }

    @Test("is nothing of a damaged file, which is named", arguments: ["cut", "other", "record", "text"])
    func damaged(damage: String) async throws {
        try await test.write("a", messages: 300)
        try await test.archive()
        let file = URL(filePath: test.path + "/Messages/2025-09-23.jsonl.gz")
        switch damage {
        case "cut": try Data(contentsOf: file).dropLast(100).write(to: file)
        case "other": try Data("{}\n".utf8).write(to: file)
        default:
            let line = damage == "text" ? "no JSON" : #"{"message_id": "m"}"#
            try GzipFile.replace(file.path) { (writer) throws(ArchiveError) in
                try writer.write(Array(line.utf8))
            }
        }
        let error = await #expect(throws: ArchiveError.self) {
            try await test.restore(tables: ["Messages"])
        }
        #expect(error?.description.contains("/Messages/2025-09-23.jsonl.gz: ") == true)
        #expect(try test.items("Messages").isEmpty)
    }
}
