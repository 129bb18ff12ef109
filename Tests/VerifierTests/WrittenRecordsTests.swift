import Behaviour
import Contracts
import Foundation
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("The note on what a run leaves behind")
struct WrittenRecordsTests {
    private static let services = ["planner", "toolshed"].map {
        "\(ProjectFolder.root.path)/Tests/Services/\($0)/contract"
    }

    @Test("counts as many records as there are then", arguments: [ProjectFolder.contracts] + services)
    func counts(folder: String) async throws {
        let contract = try ContractFolder.load(folder)
        let store = InMemoryStore(contract.tables.map(\.definition))
        let endpoint = BehaviourEndpoint(BehaviourProgram(contract), BehaviourEnvironment(store: store))
        let (summary, _) = await verify(endpoint, contract, VerifierOptions(generatedCases: 5))
        let note = try #require(summary.notes.last { $0.hasPrefix("left behind: ") })
        let state = store.snapshot()
        for table in contract.tables {
            let count = try state.count(of: table.name)
            guard let counted = Self.count(of: table.name, in: note) else {
                // A record that all callers share has no id in requests or responses.
                #expect(count <= 1, "\(table.name): \(note)")
                continue
            }
            if counted.isUpperBound {
                #expect(counted.number >= count, "\(table.name): \(note)")
            } else {
                #expect(counted.number == count, "\(table.name): \(note)")
            }
        }
    }

    /// The number that the note says of a table: `at most 12 affiliate links` for `AffiliateLinks`.
    private static func count(of table: String, in note: String) -> (number: Int, isUpperBound: Bool)? {
        let parts = note.dropFirst("left behind: ".count).components(separatedBy: ", ")
        let squeezed = { (text: String) in text.replacing(" ", with: "").lowercased() }
        for part in parts {
            let words = part.replacing("at most ", with: "").split(separator: " ", maxSplits: 1).map(
                String.init
            )
            guard words.count == 2, squeezed(words[1]) == table.lowercased(), let number = Int(words[0])
            else {
                continue
            }
            return (number, part.hasPrefix("at most "))
        }
        return nil
    }
}
