import Contracts
import Foundation
import JSON
import TestSupport
import Testing

@Suite("An examination of records")
struct RecordExaminationTests {
    /// An inconsistency that is put into the shipped fixture.
    struct Planted: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let table: String
        let item: Int
        /// What is said of the record.
        let text: String
        let change: @Sendable (inout JSONObject) -> Void
        /// Whether another item is added instead of changing this one.
        var isCopy = false

        init(
            _ name: String,
            _ table: String,
            _ item: Int,
            says text: String,
            isCopy: Bool = false,
            _ change: @escaping @Sendable (inout JSONObject) -> Void
        ) {
            (testDescription, self.table, self.item, self.text, self.isCopy, self.change) =
                (name, table, item, text, isCopy, change)
        }
    }

    static let planted: [Planted] = [
        Planted("a message of no conversation", "Messages", 0, says: "no item of Conversations", isCopy: true)
        {
            $0["conversation_id"] = "0b9d4b5e-0000-4000-8000-000000000000"
        },
        Planted("a lead of no link", "Leads", 0, says: "no item of AffiliateLinks") {
            $0["link_id"] = "AAAAAAAAA"
        },
        Planted("a lead of another's link", "Leads", 1, says: "differs from 'affiliate_id'") {
            $0["affiliate_id"] = "affiliate-piet"
        },
        Planted(
            "a link with nothing but a counter",
            "AffiliateLinks",
            0,
            says: "nothing but 'clicks'",
            isCopy: true
        ) {
            $0 = ["affiliate_id": "affiliate-ghost", "clicks": 3]
        },
        Planted(
            "a conversation with nothing but a counter",
            "Conversations",
            0,
            says: "nothing but",
            isCopy: true
        ) {
            $0 = [
                "conversation_id": "0b9d4b5e-0000-4000-8000-000000000001", "unread_admin": 1, "updated_at": 5,
            ]
        },
        Planted("a lead with nothing but its key", "Leads", 0, says: "nothing but its key", isCopy: true) {
            $0 = ["lead_id": "0b9d4b5e-0000-4000-8000-000000000002"]
        },
        Planted("too few unread for the admin", "Conversations", 0, says: "but Messages counts 2") {
            $0["unread_admin"] = 1
        },
        Planted("too few unread for the user", "Conversations", 3, says: "but Messages counts 1") {
            $0["unread_user"] = 0
        },
        Planted("a negative total", "Conversations", 1, says: "/unread_admin") { $0["unread_admin"] = -1 },
        Planted(
            "a conversation without its user",
            "Conversations",
            2,
            says: "the index UserConversationsIndex"
        ) {
            $0["user_id"] = nil
        },
        Planted(
            "a conversation without its status",
            "Conversations",
            4,
            says: "the index ConversationStatusIndex"
        ) {
            $0["status"] = nil
        },
        Planted("a message without its time", "Messages", 6, says: "the index MessageTimestampIndex") {
            $0["created_at"] = nil
        },
        Planted("a lead without its status", "Leads", 2, says: "the index LeadStatusIndex") {
            $0["status"] = nil
        },
        Planted("a lead without its affiliate", "Leads", 3, says: "the index AffiliateLeadsIndex") {
            $0["affiliate_id"] = nil
        },
        Planted("a link without its id", "AffiliateLinks", 2, says: "the index LinkIdIndex") {
            $0["link_id"] = nil
        },
        Planted("a last message that is not the last", "Conversations", 5, says: "no prefix of the newest") {
            $0["last_message"] = "Something else."
        },
        Planted("a change before the beginning", "Conversations", 6, says: "is before 'created_at'") {
            $0["updated_at"] = 1_764_633_599_999
        },
        Planted(
            "a link code that is given twice",
            "AffiliateLinks",
            1,
            says: "a second item has",
            isCopy: true
        ) {
            $0["affiliate_id"] = "affiliate-twin"
        },
        Planted("a record under the key of another", "Leads", 5, says: "has the key of item", isCopy: true) {
            $0["lead_name"] = "Somebody Else"
        },
        Planted("a time as a text", "Messages", 9, says: "/created_at") {
            $0["created_at"] = "1766966400000"
        },
        Planted("a status that there is not", "Leads", 7, says: "/status") { $0["status"] = "lost" },
    ]

    private static func demo() throws -> (Fixture, Contract) {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        return (try fixture("Fixtures/demo.json"), contract)
    }

    private static func fixture(_ path: String) throws -> Fixture {
        let bytes = try [UInt8](Data(contentsOf: ProjectFolder.root.appending(path: path)))
        let value = try JSONValue(parsing: bytes)
        let tables = try #require(value["tables"]?.objectValue)
        return Fixture(
            name: path,
            description: "",
            clock: try #require(value["clock"]?.intValue),
            tables: tables.map { member in
                Fixture.Table(
                    name: member.name,
                    items: (member.value.arrayValue ?? []).compactMap(\.objectValue)
                )
            }
        )
    }

    private static func plant(_ planted: Planted, in fixture: inout Fixture) throws {
        let table = try #require(fixture.tables.firstIndex { $0.name == planted.table })
        var item = fixture.tables[table].items[planted.item]
        planted.change(&item)
        if planted.isCopy {
            fixture.tables[table].items.append(item)
        } else {
            fixture.tables[table].items[planted.item] = item
        }
    }

    @Test("finds nothing in a clean fixture")
    func clean() throws {
        let (fixture, contract) = try Self.demo()
        #expect(RecordExamination.brokenRecords(in: fixture, for: contract).isEmpty)
    }

    @Test("finds nothing in a clean fixture of another service", arguments: ["planner", "purse", "toolshed"])
    func otherService(name: String) throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/\(name)")
        let contract = try ContractFolder.load(folder.appending(path: "contract").path)
        let files = try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "fixtures").path
        )
        #expect(!files.isEmpty)
        for file in files where file.hasSuffix(".json") {
            let fixture = try Self.fixture("Tests/Services/\(name)/fixtures/\(file)")
            let broken = RecordExamination.brokenRecords(in: fixture, for: contract)
            #expect(broken.isEmpty, "\(broken)")
        }
    }

    @Test("finds", arguments: planted)
    func finds(planted: Planted) throws {
        let (clean, contract) = try Self.demo()
        var fixture = clean
        try Self.plant(planted, in: &fixture)
        let broken = RecordExamination.brokenRecords(in: fixture, for: contract)
        let record = try #require(
            broken.first { $0.table == planted.table && $0.description.contains(planted.text) },
            "\(broken)"
        )
        let items = try #require(fixture.tables.first { $0.name == planted.table }).items
        let item = planted.isCopy ? items[items.count - 1] : items[planted.item]
        for member in record.key { #expect(item[member.name] == member.value) }
        #expect(record.problems.allSatisfy { !$0.remedy.isEmpty })
        // One cause: what refers to the record, or is counted with it, may be broken as well, and nothing else.
        #expect(broken.count <= 3, "\(broken)")
    }

    /// Takes all messages of a conversation away, and sets the fixture's clock so long after its beginning.
    private static func withoutMessages(after milliseconds: Int) throws -> (Fixture, Contract) {
        var (fixture, contract) = try demo()
        let table = try #require(fixture.tables.firstIndex { $0.name == "Conversations" })
        let messages = try #require(fixture.tables.firstIndex { $0.name == "Messages" })
        let conversation = fixture.tables[table].items[5]
        fixture.tables[messages].items.removeAll {
            $0["conversation_id"] == conversation["conversation_id"]
        }
        fixture.clock = try #require(conversation["created_at"]?.intValue) + milliseconds
        return (fixture, contract)
    }

    @Test("takes a conversation for broken whose messages are gone before they could expire")
    func lostMessages() throws {
        let (fixture, contract) = try Self.withoutMessages(after: 63_072_000_000 - 1)
        let broken = RecordExamination.brokenRecords(in: fixture, for: contract)
        #expect(broken.count == 1)
        #expect(
            broken.first?.description.contains("of the newest item of Messages, but there is none") == true
        )
    }

    @Test("does not take a conversation for broken all of whose messages have expired")
    func expiredMessages() throws {
        let (fixture, contract) = try Self.withoutMessages(after: 63_072_000_000)
        let broken = RecordExamination.brokenRecords(in: fixture, for: contract)
        #expect(broken.isEmpty, "\(broken)")
    }

    @Test("finds all of them at once")
    func all() throws {
        let (clean, contract) = try Self.demo()
        var fixture = clean
        for planted in Self.planted { try Self.plant(planted, in: &fixture) }
        let broken = RecordExamination.brokenRecords(in: fixture, for: contract)
        for planted in Self.planted {
            #expect(
                broken.contains { $0.table == planted.table && $0.description.contains(planted.text) },
                "\(planted.testDescription)"
            )
        }
    }
}
