import Foundation
import JSON
import Tables
import TestSupport
import Testing

@testable import DynamoDBStore

@Suite("Tables in DynamoDB", .enabled(if: Emulator.areInstalled, "\(Emulator.advice)"))
struct ProvisioningTests {
    private static func provisioner(_ emulator: Emulator) async throws -> TableProvisioner {
        let prefix = "p\(UUID().uuidString.prefix(13))-"
        return TableProvisioner(try await emulator.configuration(), prefix: prefix, pollMilliseconds: 20)
    }

    @Test("are made once, described and deleted once", arguments: Emulator.allCases)
    func cycle(emulator: Emulator) async throws {
        let provisioner = try await Self.provisioner(emulator)
        let table = TableSpecification(TestTables.people, stream: "NEW_AND_OLD_IMAGES", expiry: "ends_at")
        #expect(try await provisioner.describe(table.definition) == nil)
        #expect(try await provisioner.create(table) == .created)
        #expect(try await provisioner.create(table) == .unchanged)
        let description = try #require(try await provisioner.describe(table.definition))
        #expect(description.status == "ACTIVE")
        #expect(description.name == provisioner.prefix + "People")
        #expect(Set(description.indexes.map(\.name)) == ["ByCityAndAge", "ByCityAndName", "ByMail"])
        #expect(description.indexes.allSatisfy { $0.status == "ACTIVE" })
        #expect(description.stream != nil)
        #expect(description.expiry == "ends_at")
        #expect(try await provisioner.delete(table.definition) == .deleted)
        #expect(try await provisioner.delete(table.definition) == .absent)
        #expect(try await provisioner.describe(table.definition) == nil)
    }

    @Test("get the indexes, stream and time to live that they lack", arguments: Emulator.allCases)
    func updated(emulator: Emulator) async throws {
        let provisioner = try await Self.provisioner(emulator)
        var early = TestTables.people
        early.indexes.removeLast(2)
        #expect(try await provisioner.create(TableSpecification(early)) == .created)
        let table = TableSpecification(TestTables.people, stream: "KEYS_ONLY", expiry: "ends_at")
        #expect(try await provisioner.create(table) == .updated)
        let description = try #require(try await provisioner.describe(table.definition))
        #expect(description.indexes.count == 3)
        #expect(description.stream != nil)
        #expect(description.expiry == "ends_at")
        #expect(try await provisioner.create(table) == .unchanged)
    }

    @Test("are left alone when they have another key", arguments: Emulator.allCases)
    func otherKey(emulator: Emulator) async throws {
        let provisioner = try await Self.provisioner(emulator)
        _ = try await provisioner.create(TableSpecification(TestTables.letters))
        var other = TestTables.letters
        other.key.sort = nil
        let thrown = await #expect(throws: TableStoreError.self) {
            try await provisioner.create(TableSpecification(other))
        }
        #expect(thrown?.description.contains("another key") == true)
    }

    @Test("that are missing are named with what makes them", arguments: Emulator.allCases)
    func missing(emulator: Emulator) async throws {
        let store = DynamoDBStore(TestTables.all, try await emulator.configuration(), prefix: "none-")
        let thrown = await #expect(throws: TableStoreError.self) {
            try await store.item(for: Key("a"), in: "People")
        }
        #expect(thrown?.description.contains("understudy tables create") == true)
    }
}
