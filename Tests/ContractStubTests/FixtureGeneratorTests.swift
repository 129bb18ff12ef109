import ContractStub
import Contracts
import Foundation
import JSON
import TestSupport
import Testing

@Suite("The fixture generator")
struct FixtureGeneratorTests {
    private static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }

    @Test("makes items that lint finds nothing wrong with", arguments: [1, 2, 3] as [UInt64])
    func clean(seed: UInt64) throws {
        let contract = try Self.contract.get()
        let fixture = try FixtureGenerator(contract, seed: seed, count: 6, counts: ["Messages": 30])
            .fixture(named: "generated")
        try TemporaryFiles.withFolder(of: ["generated.json": fixture.json.prettyText()]) { folder in
            let diagnostics = try Linter.lint(fixture: "\(folder)/generated.json", for: contract)
            #expect(diagnostics.isEmpty, "\(diagnostics.map(\.description).joined(separator: "\n"))")
        }
        #expect(fixture.tables.map(\.name) == contract.tables.map(\.name))
        #expect(fixture.tables.first { $0.name == "Messages" }?.items.count == 30)
    }

    @Test("makes totals that count what is there, and references to several items")
    func related() throws {
        let fixture = try FixtureGenerator(Self.contract.get(), count: 4, counts: ["Messages": 40])
            .fixture(named: "generated")
        let conversations = fixture.tables.first { $0.name == "Conversations" }?.items ?? []
        let messages = fixture.tables.first { $0.name == "Messages" }?.items ?? []
        #expect(conversations.count == 4)
        #expect(Set(messages.compactMap { $0["conversation_id"] }).count == 4)
        for conversation in conversations {
            let unread = messages.count {
                $0["conversation_id"] == conversation["conversation_id"] && $0["sender_type"] == "user"
                    && $0["is_read"] == false
            }
            #expect(conversation["unread_admin"]?.intValue == unread)
        }
    }

    @Test("makes the same of the same seed, and something else of another")
    func seeds() throws {
        let contract = try Self.contract.get()
        let texts = try [7, 7, 8].map { seed in
            try FixtureGenerator(contract, seed: seed, count: 3).fixture(named: "generated").json.compactText
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0] != texts[2])
    }

    @Test("says which table there is when another is named")
    func unknownTable() throws {
        let generator = FixtureGenerator(try Self.contract.get(), counts: ["Mesages": 1])
        let error = #expect(throws: FixtureGenerationError.self) { try generator.fixture(named: "generated") }
        #expect(error?.description == "there is no table 'Mesages'; did you mean 'Messages'?")
    }
}
